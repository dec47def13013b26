import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let pathTooLong = Rule(
    "path-too-long", .snapshot,
    summary: "a path of more than 1,024 bytes or with a component of more than 255",
    explanation: """
      Longer paths cannot be checked out everywhere.
      """,
    example: """
      docs/ followed by 300 letters
      """
  ) { change, facts, findings throws(GitError) in
    for entry in change.added {
      let longest = entry.path.components.reduce(0) { max($0, $1.count) }
      guard entry.path.bytes.count > 1024 || longest > 255 else { continue }
      let shown = SourceLocation(path: String("\(entry.path)".prefix(200)) + "...")
      findings.add(
        "a path of \(entry.path.bytes.count) bytes, its longest component of \(longest)", at: shown,
        help: "use at most 1024 bytes, and 255 for each component")
    }
  }
}
