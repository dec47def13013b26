import Blobs
import Diagnostics
import Git

/// What a command that adds artifacts sees to: that an ordinary `git push` will carry their content, or that the user knows.
enum ContentHook {
  /// Puts git-lfs's hook into the clone. Where somebody else's hook is in its place, or `core.hooksPath` leads elsewhere, nothing
  /// is changed, and a warning tells how the content goes over.
  ///
  /// - Parameter isPushed: true where `--push` sends the content itself.
  /// - Throws: ``GitLFSMissing``.
  static func ensure(in repository: Repository, isPushed: Bool) throws {
    guard try GitLFSHook(of: repository).problem != nil,
      let problem = try GitLFSHook.ensured(by: .require(), in: repository).problem, !isPushed
    else { return }
    Terminal.writeError(
      "warning: an ordinary git push leaves the artifacts' content behind: \(EscapedText.line(problem))\n\(help)\n")
  }

  /// The ways to go on; `doctor` tells the same.
  static let help =
    "help: git registry … --push sends it, as git lfs push --all REMOTE does; or make the pre-push hook run: git lfs pre-push \"$@\""
}
