import Blobs
import Diagnostics
package import Git
import Glibc
import ManifestCoding

/// What the hooks refused, and what they could not do, in a file for the server's admins: `registry.log` of the server's git
/// configuration names it, below the repository unless it starts with a slash. A line of JSON each, appended:
///
///     {"time": "2026-11-22T10:00:00Z", "repository": "/srv/git/models.git", "outcome": "refused",
///      "actor": "bob", "actorFrom": "os", "refCount": 1, "refs": [{"name": "refs/heads/main", "old": "1b2d…", "new": "098e…"}],
///      "findingCount": 1, "diagnostics": [{"rule": …, "severity": …, "message": …, "path": …, "line": …, "column": …}], "error": null}
///
/// One write of the kernel each, at the file's end, so that pushes at the same time do not mix.
package struct RefusalLog {
  private static let setting = "registry.log"

  package let path: String
  private let repository: Repository

  /// Nil if `registry.log` is not set.
  package init?(of repository: Repository) throws(GitError) {
    guard let name = try repository.configuration(Self.setting), !name.isEmpty else { return nil }
    path = name.hasPrefix("/") ? name : "\(repository.commonDirectory)/\(name)"
    self.repository = repository
  }

  /// What became of a push.
  enum Outcome {
    /// The rules, or the server's settings, say no.
    case refused(Report, reason: String? = nil)
    /// It could not be judged, and was refused.
    case failed(any Error)
    /// It stands, and could not be recorded.
    case unrecorded(any Error)
  }

  /// Writes a line, if the configuration asks for it. A log that cannot be written changes nothing for the push.
  ///
  /// - Parameter repository: nil if it could not be opened: then the log's place is not known.
  static func note(
    _ outcome: Outcome, _ updates: [RefUpdate], actor: String?, _ options: PushHookOptions,
    in repository: Repository?
  ) {
    guard let repository, let log = try? RefusalLog(of: repository) else { return }
    try? log.append(log.line(outcome, updates, actor: actor, options))
  }

  /// Lays a line ready for the case that a push gets no verdict in time.
  static func prepare(
    _ updates: [RefUpdate], actor: String?, _ options: PushHookOptions, in repository: Repository
  ) {
    guard let log = try? RefusalLog(of: repository), let descriptor = try? log.open(), descriptor >= 0 else { return }
    let late = GitError(
      operation: "judge the push", reason: .other(-1), detail: "no verdict within registry.maxSeconds")
    HookProcess.prepareLastWords(log.line(.failed(late), updates, actor: actor, options), to: descriptor)
  }

  private func open() throws(GitError) -> Int32 {
    let path = path
    return try repository.making { () throws(GitError) in
      try FileSystem.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]), isSynced: false)
      // A pipe that nobody reads would keep the push waiting.
      return Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o666)
    }
  }

  private func append(_ line: String) throws(GitError) {
    let descriptor = try open()
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    _ = line.utf8.withContiguousStorageIfAvailable { write(descriptor, $0.baseAddress, $0.count) }
  }

  // MARK: The line

  private static let lineLimitInBytes = 32 * 1024
  /// How many references and findings a line has, and how many bytes a text, until the line is short enough.
  private static let bounds: [(entries: Int, text: Int)] = [(100, 2000), (20, 500), (1, 200), (0, 200)]

  private func line(
    _ outcome: Outcome, _ updates: [RefUpdate], actor: String?, _ options: PushHookOptions
  ) -> String {
    var line = ""
    for (entries, text) in Self.bounds {
      line = value(outcome, updates, actor: actor, options, entries: entries, text: text).line + "\n"
      if line.utf8.count <= Self.lineLimitInBytes { break }
    }
    return line
  }

  private func value(
    _ outcome: Outcome, _ updates: [RefUpdate], actor: String?, _ options: PushHookOptions, entries: Int,
    text limit: Int
  ) -> JSONValue {
    func text(_ value: String) -> JSONValue {
      .string(value.utf8.count > limit ? String(decoding: value.utf8.prefix(limit), as: UTF8.self) + "…" : value)
    }
    var (report, word, error) = (Report.empty, "refused", JSONValue.null)
    switch outcome {
    case .refused(let found, let reason): (report, error) = (found, reason.map(text) ?? .null)
    case .failed(let reason): (word, error) = ("failed", text("\(reason)"))
    case .unrecorded(let reason): (word, error) = ("unrecorded", text("\(reason)"))
    }
    return .object([
      "time": .string(Timestamp.text(Int64(time(nil)))), "repository": text(repository.commonDirectory),
      "outcome": .string(word), "actor": actor.map(text) ?? .null, "actorFrom": .string("\(options.actorSource)"),
      "refCount": .integer(Int64(updates.count)),
      "refs": .array(
        updates.prefix(entries).map { update in
          .object([
            "name": text(update.name.text), "old": .string("\(update.old ?? .zero)"),
            "new": .string("\(update.new ?? .zero)"),
          ])
        }),
      "findingCount": .integer(Int64(report.diagnostics.count)),
      "diagnostics": .array(
        report.diagnostics.prefix(entries).map { diagnostic in
          let place = diagnostic.finding.location
          return .object([
            "rule": .string(diagnostic.rule), "severity": .string(diagnostic.severity.rawValue),
            "message": text(diagnostic.finding.message), "path": text(place.path), "line": .integer(Int64(place.line)),
            "column": .integer(Int64(place.column)),
          ])
        }),
      "error": error,
    ])
  }

  // MARK: What keeps it from being written

  /// A line for people; nil if this account can write the log.
  var problem: String? {
    if FileSystem.exists(path) {
      guard !FileSystem.isFolder(path), access(path, W_OK) == 0 else { return text("it cannot be written") }
      return nil
    }
    var folder = path
    repeat {
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    } while !folder.isEmpty && !FileSystem.exists(folder)
    guard !folder.isEmpty, FileSystem.isFolder(folder), access(folder, W_OK | X_OK) == 0 else {
      return text("it cannot be made there")
    }
    return nil
  }

  private func text(_ reason: String) -> String {
    "\(Self.setting) names \(path), and \(reason): refusals are not logged"
  }
}
