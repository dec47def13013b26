/// How much a diagnostic weighs. An error refuses the change.
package enum Severity: String, Sendable, CaseIterable {
  case error, warning, ignore
}
