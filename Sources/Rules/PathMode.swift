import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let pathMode = Rule(
    "path-mode", .snapshot,
    summary: "a symbolic link, submodule or executable manifest or blob",
    explanation: """
      Every file of the layout is a regular file of mode 100644. Links lead out of what was reviewed.
      """,
    example: """
      members/eve.yaml as a symbolic link to ada.yaml
      """
  ) { change, facts, findings throws(GitError) in
    for entry in change.written {
      guard let mode = entry.after?.mode, mode != .file else { continue }
      if mode == .executable, LayoutPath(entry.path) == nil { continue }
      let what =
        switch mode {
        case .symbolicLink: "a symbolic link"
        case .submodule: "a submodule"
        case .executable: "an executable"
        default: "of mode \(mode)"
        }
      findings.add("'\(entry.path)' is \(what)", at: entry.location, help: "make it a regular file of mode 100644")
    }
  }
}
