import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestSchema = Rule(
    "manifest-schema", .snapshot,
    summary: "a field that is missing, unknown or of the wrong type",
    explanation: """
      The schemas of every kind are in schema/; editors that read them complete and check fields while you type.
      """,
    example: """
      displayname: Ada Lovelace     # displayName
      """
  ) { change, facts, findings throws(GitError) in
    change.report(.schema, to: &findings)
  }
}
