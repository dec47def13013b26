import ArgumentParser
import Git
import ManifestCoding

/// `--at REV|DATE`: another snapshot than that of HEAD.
struct PointInTime: ExpressibleByArgument {
  private let text: String

  init?(argument: String) { text = argument }

  /// A revision, or the last commit by a date along the first parents of HEAD. A day means its end, in UTC.
  func commit(in repository: Repository) throws -> Commit {
    if let day = Day(argument: text) {
      let head = try repository.commit(revision: "HEAD")
      guard let commit = try repository.commit(at: day.end, from: head.id) else {
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
}

/// A day, `2026-11-22`, or a time of it, `2026-11-22T10:00:00Z`; in UTC.
struct Day: ExpressibleByArgument {
  /// The first and the last second, since 1970; the same for a time.
  let start: Int64
  let end: Int64

  init?(argument: String) {
    let isTime = Timestamp.isValid(argument)
    let (first, last) = isTime ? (argument, argument) : (argument + "T00:00:00Z", argument + "T23:59:59Z")
    guard Timestamp.isValid(last) else { return nil }
    start = Timestamp.secondsSince1970(first)
    end = Timestamp.secondsSince1970(last)
  }
}
