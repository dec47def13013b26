private import CLibgit2

/// What kept libgit2 or a git process from doing its work: the call, what it answered, and git's own words.
///
/// Source: libgit2 `git_error_code`, https://libgit2.org/libgit2/#HEAD/type/git_error_code
package struct GitError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    /// No such object, reference or repository.
    case notFound
    /// The reference did not have the expected value.
    case modified
    /// Another process holds the reference's lock.
    case locked
    /// The repository belongs to another account.
    case owner
    /// Made for a newer program: this one would misread it.
    case newer
    /// git has no name or no e-mail address for whoever commits.
    case noIdentity
    /// More than somebody wants to look at.
    case tooLarge(TreeDiffLimits.Excess)
    /// Any other libgit2 result code, or the exit status of a git process.
    case other(Int32)
  }

  package let operation: String
  package let reason: Reason
  package let detail: String

  package init(operation: String, reason: Reason, detail: String) {
    self.operation = operation
    self.reason = reason
    self.detail = detail
  }

  package var description: String { "\(operation): \(detail)" }
}

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
