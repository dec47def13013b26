import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let policyRuleUnknown = Rule(
    "policy-rule-unknown", .snapshot,
    summary: "a rule in policy.rules that does not exist or whose severity is fixed",
    explanation: """
      A misspelt rule would silently keep its severity. `git registry explain` lists the rules and marks those that
      policy may adjust.
      """,
    example: """
      policy: {rules: {version-skip: error}}     # version-skips
      """
  ) { change, facts, findings throws(GitError) in
    guard let manifest = change.organization?.after else { return }
    let adjustable = Rule.all.filter(\.isAdjustable).map(\.id)
    for id in (manifest.value?.rules ?? [:]).keys.sorted() where !adjustable.contains(id) {
      let isFixed = Rule.named(id) != nil
      findings.add(
        isFixed ? "the severity of rule '\(id)' is fixed" : "there is no rule '\(id)'",
        at: manifest.location("policy", "rules", id),
        help: isFixed ? "remove the line" : Suggestion.help(for: id, among: adjustable))
    }
  }
}
