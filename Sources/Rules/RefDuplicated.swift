import Diagnostics
import GitObjects

extension Rule {
  static let refDuplicated = Rule(
    "ref-duplicated", .push,
    summary: "the same reference twice in one push",
    explanation: """
      Each line of a push is judged against the reference as it is, so a second line for it would be judged against
      an outdated value. Push it once.
      """,
    example: """
      main: A → B and main: B → C in one push
      """
  ) { _, facts, findings throws(GitError) in
    let counts = Dictionary((facts.push?.moves ?? []).map { ($0.name, 1) }, uniquingKeysWith: +)
    for (name, count) in counts where count > 1 {
      findings.add(
        "\(name) appears \(count) times in the push", at: SourceLocation(path: "\(name)"), help: "push it once")
    }
  }
}
