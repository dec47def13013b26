import ArgumentParser
import Git
import ManifestCoding

/// `--at REV|DATE`: another snapshot than that of HEAD.
struct PointInTime: ExpressibleByArgument {
  private let text: String

  init?(argument: String) { text = argument }

  /// A revision, or the last commit by a date along the first parents of HEAD. A day means its end, in UTC.
  func commit(in repository: Repository) throws -> Commit {
    if let seconds = Self.seconds(text) {
      let head = try repository.commit(revision: "HEAD")
      guard let commit = try repository.commit(at: seconds, from: head.id) else {
        throw CommandFailure("there was no commit yet on \(text)")
      }
      return commit
    }
    do {
      return try repository.commit(revision: text)
    } catch {
      guard error.reason == .notFound else { throw error }
      throw CommandFailure(
        status: .usage,
        "'\(EscapedText.printable(text))' is neither a revision nor a date\nhelp: write dates as 2026-11-22 or 2026-11-22T10:00:00Z"
      )
    }
  }

  /// The last second that a date means; nil for what is no date.
  private static func seconds(_ text: String) -> Int64? {
    if Timestamp.isValid(text) { return Timestamp.secondsSince1970(text) }
    let end = text + "T23:59:59Z"
    return Timestamp.isValid(end) ? Timestamp.secondsSince1970(end) : nil
  }
}
