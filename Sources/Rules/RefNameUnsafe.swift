import Diagnostics
import GitObjects
import Manifests

extension Rule {
  static let refNameUnsafe = Rule(
    "ref-name-unsafe", .push,
    summary: "a new branch or tag whose name could be taken for something else",
    explanation: """
      A name that starts with a hyphen is read as an option, four or more hexadecimal digits as a commit, yesterday as a
      date, HEAD and stash as what git keeps there, heads/main and origin/main as another reference. A name that a branch and a
      tag share may mean either, and names that differ only in case are the same on systems that fold case. Names are printable ASCII; a branch
      must not look like a version, as tags do. A tag points to a commit, and an annotated tag contains its own name.
      """,
    example: """
      git push origin main:refs/tags/main
      """
  ) { _, facts, findings throws(GitError) in
    guard let push = facts.push else { return }
    let made = push.moves.filter { $0.old == nil && $0.new != nil }
    guard !made.isEmpty else { return }
    let gone = Set(push.moves.filter { $0.new == nil }.map(\.name))
    let kept = gone.isEmpty ? push.references : push.references.filter { !gone.contains($0) }
    let twins = RefTwins(of: made.map(\.name), among: [kept, push.moves.filter { $0.new != nil }.map(\.name)].joined())
    for move in made {
      let name = move.name
      let place = SourceLocation(path: "\(name)")
      if let problem = RefNaming.ambiguity(of: name) ?? twins.problem(of: name) {
        findings.add("\(name) \(problem)", at: place, help: "choose another name")
      } else if move.hasTwin {
        findings.add("\(name) is the name of a branch and of a tag", at: place, help: "choose another name")
      }
      guard name.lies(in: RefName.tags), let target = move.tagTarget else { continue }
      if target.kind != .commit {
        findings.add("\(name) points to a \(target.kind.rawValue), not to a commit", at: place, help: "tag a commit")
      }
      if let inside = target.name, !name.bytes.dropFirst(RefName.tags.utf8.count).elementsEqual(inside) {
        findings.add(
          "\(name) is an annotated tag that calls itself '\(EscapedText.printable(inside))'", at: place,
          help: "create it again under its own name: git tag -a")
      }
    }
  }
}
