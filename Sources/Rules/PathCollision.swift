import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let pathCollision = Rule(
    "path-collision", .snapshot,
    summary: "two names in one folder that differ only in case or Unicode form",
    explanation: """
      On systems that fold case the two would be one file. This holds for every kind of name, including versions: 1.0.0-RC and
      1.0.0-rc are the same name.
      """,
    example: """
      members/ada.yaml and members/Ada.yaml
      """
  ) { change, facts, findings throws(GitError) in
    let memory = change.after.memory
    var own: [RepositoryPath: FoldedNames] = [:]
    func names(in folder: RepositoryPath?, _ depth: Int) throws(GitError) -> FoldedNames {
      if let known = memory.foldedNames[folder] ?? folder.flatMap({ own[$0] }) { return known }
      let names = FoldedNames(try change.after.entries(in: folder))
      if let folder, depth > SnapshotMemory.sharedDepth {
        own[folder] = names
      } else {
        memory.foldedNames[folder] = names
      }
      return names
    }
    for entry in change.added {
      var folder: RepositoryPath?
      for (depth, component) in entry.path.components.enumerated() {
        if let twin = try names(in: folder, depth).twin(of: component) {
          let both = "'\(EscapedText.printable(component))' and '\(EscapedText.printable(twin))'"
          let place = folder.map { " in \($0)/" } ?? ""
          findings.add(
            "\(both)\(place) are the same name on systems that fold case", at: entry.location,
            help: "choose another name")
          break
        }
        folder = folder?.appending(component) ?? RepositoryPath(bytes: component)
      }
    }
  }
}
