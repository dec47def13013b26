/// What a registry asks of its versions: the part of its policy that people write by hand.
package struct RegistryPolicy: Hashable, Sendable {
  package var gates: Gates
  package var routine: Gate?

  package init(gates: Gates = Gates(), routine: Gate? = nil) {
    self.gates = gates
    self.routine = routine
  }
}

extension Registry {
  package var policy: RegistryPolicy {
    get { RegistryPolicy(gates: gates, routine: routine) }
    set { (gates, routine) = (newValue.gates, newValue.routine) }
  }
}
