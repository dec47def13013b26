package import Diagnostics

extension Report {
  /// True if a change was refused for who makes it, and not for what it is.
  package var isAboutRights: Bool {
    diagnostics.contains { $0.severity == .error && Self.rulesOfRights.contains("\($0.rule)") }
  }

  private static let rulesOfRights: Set = [
    "actor-unknown", "alias-protected", "role-insufficient", "visibility-widened",
  ]
}
