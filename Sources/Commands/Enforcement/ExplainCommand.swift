import Actions
import ArgumentParser
import Diagnostics
import Rules

struct ExplainCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule, or list them all.",
    discussion: """
      EXAMPLES
        git registry explain
        git registry explain version-out-of-order
      """)

  @Argument(
    help: ArgumentHelp("The rule's id, as shown in brackets in a message.", valueName: "rule"), completion: .rule)
  var rule: String?

  @Flag(help: "Print all rules as Markdown, as in docs/rules.md.")
  var markdown = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var place: RepositoryOption

  func run() throws {
    if markdown { return Terminal.write(RuleText.markdown(Rule.all)) }
    guard let id = rule else {
      return Terminal.write(json ? JSONValue.array(Rule.all.map(\.value)).text : RuleText.list(Rule.all))
    }
    guard let rule = Rule.named(id) else {
      let help =
        Suggestion.help(for: id, among: Rule.all.map(\.id), listing: false) ?? "git registry explain lists them"
      throw CommandFailure("there is no rule '\(id)'\nhelp: \(help)")
    }
    Terminal.write(json ? rule.value.text : RuleText.explanation(rule))
  }
}
