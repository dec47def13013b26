import Actions
import ArgumentParser
import Diagnostics
import Git
import ManifestCoding
import RegistryStore

/// `--at REV|DATE`: another snapshot than that of HEAD.
struct PointInTime: ExpressibleByArgument {
  let text: String

  init?(argument: String) { text = argument }

  enum Kind {
    case day
    case revision(String)
  }

  var kind: Kind { Day(argument: text) == nil ? .revision(text) : .day }

  /// Nil for all but a whole object id.
  var objectID: ObjectID? { ObjectID(hex: text) }

  /// A revision, or what the protected branch was at a date: by the record of pushes where there is one, else along the first
  /// parents of HEAD. A day means its end, in UTC.
  ///
  /// - Returns: the commit, and what a date went by; nil for a revision.
  func commit(in repository: Repository) throws -> (commit: Commit, basis: Timeline.Basis?) {
    if let day = Day(argument: text) {
      let (commit, basis) = try repository.commit(at: day.end, shownAs: text)
      return (commit, basis)
    }
    do {
      return (try repository.commit(revision: text), nil)
    } catch {
      // An empty repository is told of first.
      _ = try repository.headCommit()
      let cut = repository.isShallow ? "\nhelp: history is cut off in this shallow clone: git fetch --unshallow" : ""
      throw CommandFailure(
        status: .usage,
        "'\(EscapedText.line(text))' is neither a revision here nor a date\nhelp: write dates as 2026-11-22, '2026-11-22 10:00', '2 days ago'\(cut)"
      )
    }
  }
}

/// A day, `2026-11-22`, or a time: RFC 3339, or what else git takes for one, such as `2026-11-22 10:00 +0100`, `2 days ago`.
struct Day: ExpressibleByArgument {
  /// The first and the last second, since 1970; the same for a time. A day is one in UTC.
  let start: Int64
  let end: Int64

  init?(argument: String) {
    let (first, last) = (argument + "T00:00:00Z", argument + "T23:59:59Z")
    if Timestamp.isValid(last) {
      start = Timestamp.secondsSince1970(first)
      end = Timestamp.secondsSince1970(last)
      return
    }
    guard let seconds = Timestamp.isValid(argument) ? Timestamp.secondsSince1970(argument) : Self.asGit(argument) else {
      return nil
    }
    start = seconds
    end = seconds
  }

  /// git takes any text for a date, so only what looks like one is given to it.
  ///
  /// Source: git-rev-parse(1), "--since"; git's `date.c`, approxidate.
  private static func asGit(_ text: String) -> Int64? {
    let isDate = text.utf8.count > 10 && Timestamp.isValid(text.prefix(10) + "T00:00:00Z")
    guard isDate || text.hasSuffix(" ago") || text == "yesterday" else { return nil }
    // What git cannot read is no date; the caller then says so.
    let line = try? Repository.runGit(["rev-parse", "--since=\(text)"]).requireSuccess().line
    return line.flatMap { Int64($0.dropFirst("--max-age=".count)) }
  }
}
