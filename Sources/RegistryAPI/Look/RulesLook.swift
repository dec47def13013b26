import Actions
import Diagnostics
import Endpoints
import Rules

/// The rules: the same everywhere, and for everybody.
enum RulesLook {
  static let operations: [Operation] = [
    Operation(.get, "/rules", .nothing, "List the rules", like: "explain", answers: "rules") { _ in
      Answer.document(.array(Rule.all.map(\.value)))
    },
    Operation(.get, "/rules/{rule}", .nothing, "Explain a rule", like: "explain", answers: "rule") { call in
      let id = call.name("rule")
      guard let rule = Rule.named(id) else {
        throw ActionFailure.missing("there is no rule '\(EscapedText.line(id))'", id, Rule.all.map(\.id))
      }
      return Answer.document(rule.value)
    },
  ]
}
