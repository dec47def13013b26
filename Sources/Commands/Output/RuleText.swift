import Diagnostics
package import Rules

/// The rules for people: what `explain` prints and what `docs/rules.md` holds.
package enum RuleText {
  static func list(_ rules: [Rule]) -> String {
    var table = Table("RULE", "SEVERITY", "REFUSES")
    for rule in rules { table.add(rule.id, rule.severity.rawValue + (rule.isAdjustable ? " *" : ""), rule.summary) }
    return table.text + "\n* policy.rules of organization.yaml may set another severity\n"
  }

  static func explanation(_ rule: Rule) -> String {
    """
    \(rule.id): \(rule.summary)

    \(rule.explanation)

    Refused, for example:
    \(rule.example.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))

    Severity: \(severity(rule))
    Judged:   \(rule.scope.words)

    """
  }

  /// The rule reference.
  package static func markdown(_ rules: [Rule]) -> String {
    var text = """
      <!-- Written by `git registry explain --markdown`; do not edit. -->
      # Rules

      What a registry repository must hold to. One engine judges by them everywhere: in every command that writes, in
      `git registry validate`, and in the server's pre-receive hook. Severities marked with * can be set in `policy.rules` of
      `organization.yaml`; all others are always errors.

      | rule | severity | refuses |
      |---|---|---|

      """
    for rule in rules {
      text +=
        "| [`\(rule.id)`](#\(rule.id)) | \(rule.severity.rawValue)\(rule.isAdjustable ? " *" : "") | \(rule.summary) |\n"
    }
    for rule in rules {
      text += "\n## \(rule.id)\n\nRefuses \(rule.summary). \(rule.explanation)\n\n```\n\(rule.example)\n```\n"
      text +=
        "\nSeverity: \(severity(rule)). Judged \(rule.scope.words).\n"
    }
    return text
  }

  private static func severity(_ rule: Rule) -> String {
    rule.severity.rawValue + (rule.isAdjustable ? ", adjustable by policy.rules.\(rule.id)" : "")
  }
}
