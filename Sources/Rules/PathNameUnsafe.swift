import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let pathNameUnsafe = Rule(
    "path-name-unsafe", .snapshot,
    summary: "a file name that some system cannot check out or that misleads people",
    explanation: """
      Names are printable ASCII without \\ : < > " | ? *, do not start with a space or hyphen, do not end in a space or dot, and are
      not names that Windows reserves (con, aux, nul, com1, …).
      """,
    example: """
      registries/Models/aux/model.yaml
      """
  ) { change, facts, findings throws(GitError) in
    for entry in change.added {
      guard let problem = entry.path.components.lazy.compactMap({ PathName.problem(of: $0) }).first else { continue }
      findings.add("'\(entry.path)' \(problem)", at: entry.location, help: "choose another name")
    }
  }
}
