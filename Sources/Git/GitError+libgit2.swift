private import CLibgit2

/// Calls libgit2 and turns a negative result into a ``GitError``: the one door to the library.
///
/// - Parameter operation: the call, with what it was called on, for the message.
func libgit2(_ operation: @autoclosure () -> String, _ call: () -> Int32) throws(GitError) {
  let code = call()
  guard code < 0 else { return }
  // The error is thread-local and the next libgit2 call may overwrite it: read it first.
  let detail = git_error_last().flatMap { $0.pointee.message.map { String(cString: $0) } } ?? "code \(code)"
  let reason: GitError.Reason =
    switch git_error_code(code) {
    case GIT_ENOTFOUND: .notFound
    case GIT_EMODIFIED, GIT_EEXISTS: .modified
    case GIT_ELOCKED: .locked
    case GIT_EOWNER: .owner
    default: .other(code)
    }
  throw GitError(operation: operation(), reason: reason, detail: detail)
}
