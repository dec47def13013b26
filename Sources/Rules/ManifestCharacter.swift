import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestCharacter = Rule(
    "manifest-character", .snapshot,
    summary: "a character in a manifest that people cannot see or that YAML readers interpret differently",
    explanation: """
      Carriage returns, control characters, U+0085, U+2028 and U+2029 end a line for some YAML readers and not for others;
      bidirectional controls show text in an order that it does not have. A reviewer must see what a program reads.
      """,
    example: """
      description: "safe\\u202e"
      """
  ) { change, facts, findings throws(GitError) in
    change.report(.character, to: &findings)
  }
}
