import Diagnostics

/// What the client of a push is told.
enum PushVerdict {
  /// Shows the client what was found.
  ///
  /// - Returns: true if the push is accepted.
  static func tell(_ report: Report, _ options: PushHookOptions) -> Bool {
    HookProcess.say(HookRenderer.render(report, errorPrefix: options.actorSource.errorPrefix))
    guard report.hasErrors else { return true }
    HookProcess.say("git registry refused the push: \(report.summary)\n")
    return false
  }
}
