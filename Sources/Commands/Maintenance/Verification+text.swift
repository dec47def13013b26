import Actions
import Blobs
import Diagnostics
import Manifests

extension Verification {
  var status: ExitStatus { damagedCount > 0 ? .diagnostics : missing.isEmpty ? .success : .contentMissing }

  /// More paths than these do not go on a command line.
  private static let pathsShown = 20

  /// - Parameters:
  ///   - store: where content lies; nil for content in git itself.
  ///   - revision: the commit, if it is not HEAD's.
  func text(_ store: LFSStore?, revision: String?) -> String {
    var lines: [String] = []
    for (index, problem) in problems {
      let blob = blobs[index]
      lines.append("\(problem.name): \(blob.digest)\(problem.detail(blob).map { ", \($0)" } ?? "")")
      if problem != .missing, let store { lines.append("  in \(store.path(of: blob.digest))") }
      lines += users[index].map { "  \($0)" }
    }
    for (index, tombstone) in purged {
      lines.append("purged: \(tombstone.digest): \(tombstone.reason)")
      lines += users[index].map { "  \($0)" }
    }
    lines += unreadable.map { "unreadable: \($0), whose manifest is invalid: git registry validate shows why" }
    let count = blobs.count - purged.count
    var counts: [String] = []
    if !missing.isEmpty { counts.append("\(missing.count) missing") }
    if damagedCount > 0 { counts.append("\(damagedCount) damaged") }
    if !purged.isEmpty { counts.append("\(purged.count) purged") }
    if counts.isEmpty { counts.append("all sound") }
    lines.append(
      "verified \(count) blob\(count == 1 ? "" : "s"), \(ByteCount.text(sizeInBytes)): \(counts.joined(separator: ", "))"
    )
    if let help = help(store, revision) { lines.append("help: \(help)") }
    return lines.map { EscapedText.line($0) + "\n" }.joined()
  }

  private func help(_ store: LFSStore?, _ revision: String?) -> String? {
    let lost = problems.filter { $0.problem.isMendedByFetching }
    guard !lost.isEmpty else { return nil }
    guard store != nil else { return "git fsck shows more; git fetch --refetch fetches the objects again" }
    let paths = lost.map { blobs[$0.index].digest.blobPath }
    let include = paths.count > Self.pathsShown ? "blobs/**" : paths.joined(separator: ",")
    let first =
      lost.contains { $0.problem != .missing } ? "delete the damaged files, then fetch" : "fetch what is missing"
    return "\(first): git lfs fetch origin \(revision.map { "\($0) " } ?? "")--include=\"\(include)\""
  }
}

extension ContentCheck.Problem {
  fileprivate var isMendedByFetching: Bool { if case .misstated = self { false } else { true } }
}
