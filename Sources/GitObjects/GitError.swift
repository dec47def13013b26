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
