import Actions
import Diagnostics
package import Git
import ManifestCoding
package import RegistryStore

/// What a request reads beside the tip: a commit of the branch, by its id, or the state on a day or at a time.
///
///     9f3c2ab1   2026-11-22   2026-11-22T10:00:00Z
package struct PointInTime: Sendable {
  private enum Kind {
    case commit(String)
    /// In seconds since 1970.
    case time(Int64)
  }

  private let kind: Kind
  private let text: String

  /// - Throws: ``RequestError/malformed(_:)``.
  package init(_ text: String) throws(RequestError) {
    self.text = text
    let isHexadecimal = text.utf8.allSatisfy { (48..<58).contains($0) || (97..<103).contains($0) }
    if Timestamp.isValid(text + "T23:59:59Z") {
      kind = .time(Timestamp.secondsSince1970(text + "T23:59:59Z"))
    } else if Timestamp.isValid(text) {
      kind = .time(Timestamp.secondsSince1970(text))
    } else if isHexadecimal, (7...40).contains(text.utf8.count) {
      kind = .commit(text)
    } else {
      throw .malformed(
        "'\(EscapedText.line(text))' is neither a commit nor a time\nhelp: write seven or more digits of a commit's id, 2026-11-22 or 2026-11-22T10:00:00Z"
      )
    }
  }

  /// The commit that is meant. One that the branch never had is as if it were not there: who sees a registry sees what was published in it,
  /// and not what others propose.
  package func commit(before tip: Commit, in repository: Repository) throws -> (commit: Commit, basis: Timeline.Basis?)
  {
    switch kind {
    case .time(let time):
      let (commit, basis) = try repository.commit(at: time, shownAs: text)
      return (commit, basis)
    case .commit(let digits):
      guard let commit = try repository.commit(beginning: digits), try repository.isAncestor(commit.id, of: tip.id)
      else { throw ActionFailure(.notFound, "the branch has no commit '\(digits)'") }
      return (commit, nil)
    }
  }
}
