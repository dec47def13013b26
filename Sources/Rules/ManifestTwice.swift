import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestTwice = Rule(
    "manifest-twice", .snapshot,
    summary: "the same manifest as YAML and as JSON",
    explanation: """
      X.yaml and X.json mean the same; if both exist, it is not clear which one counts. Keep one.
      """,
    example: """
      members/ada.yaml and members/ada.json
      """
  ) { change, facts, findings throws(GitError) in
    for entry in change.written {
      guard let format = LayoutPath(entry.path)?.format, let path = entry.path.text else { continue }
      let other: ManifestFormat = format == .yaml ? .json : .yaml
      guard let twin = RepositoryPath(String(path.dropLast(format.rawValue.utf8.count)) + other.rawValue),
        try change.after.entry(at: twin) != nil
      else { continue }
      findings.add("'\(path)' and '\(twin)' are the same manifest", at: entry.location, help: "remove one of them")
    }
  }
}
