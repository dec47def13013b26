package import Diagnostics

extension Report {
  /// True if a change was refused for who makes it, and not for what it is.
  package var isAboutRights: Bool {
    diagnostics.contains { $0.severity == .error && Self.rulesOfRights.contains("\($0.rule)") }
  }

  /// The same without what was found of who makes it.
  package var withoutRights: Report {
    Report(
      diagnostics: diagnostics.filter { !Self.rulesOfRights.contains("\($0.rule)") }, notJudged: notJudged,
      advice: advice)
  }

  private static let rulesOfRights: Set = [
    "actor-unknown", "alias-protected", "role-insufficient", "visibility-widened",
  ]
}
