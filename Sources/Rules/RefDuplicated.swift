import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let refDuplicated = Rule(
    "ref-duplicated", .transition,
    summary: "the protected branch twice in one push",
    explanation: """
      Each line of a push is judged against the branch as it is, so a second line for the same branch would be judged against
      what it no longer is. Push once.
      """,
    example: """
      main: A → B and main: B → C in one push
      """
  ) { change, facts, findings throws(GitError) in
    let moves = (facts.moves ?? []).filter(\.isProtected)
    guard moves.count > 1, let name = moves.first?.name else { return }
    findings.add(
      "\(name) stands \(moves.count) times in the push", at: SourceLocation(path: "\(name)"), help: "push it once")
  }
}
