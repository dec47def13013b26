/// What a right is asked for in, short of the repository as a whole.
package enum AccessPlace: Hashable, Sendable {
  case registry(String)
  /// Members, teams, and registries that are yet to be made.
  case organization
  /// Any registry at all.
  case anyRegistry
}
