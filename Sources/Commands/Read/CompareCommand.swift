import Actions
import ArgumentParser
import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules

struct CompareCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show what differs between two versions, and what moving from one to the other needs.",
    discussion: """
      Only what differs is listed: algorithm, interface, metrics, parameters, artifacts, lineage, tags, source and the rest. \
      Above that is the least bump that the number needs, with every reason: a major if callers must change \
      something, a minor if they may use something new, otherwise a patch. The versions may belong to two models. Exit status 0, \
      whatever differs.

      EXAMPLES
        git registry compare Fine_Tuned_Models/sentiment@1.1.0 Fine_Tuned_Models/sentiment@1.2.0
        git registry compare Fine_Tuned_Models/sentiment@production Fine_Tuned_Models/sentiment@latest --json
        git registry compare Fine_Tuned_Models/sentiment@champion Fine_Tuned_Models/sentiment@candidate:7f3a9c1e
      """)

  @Argument(
    help: ArgumentHelp(
      "The version to come from: REGISTRY/MODEL@VERSION, @ALIAS, @RANGE or @candidate:ID.", valueName: "ref"))
  var before: Reference

  @Argument(help: ArgumentHelp("The version to go to.", valueName: "ref"))
  var after: Reference

  @OptionGroup var output: ReadOptions

  func run() throws {
    let reader = try output.registry()
    let comparison = try VersionComparison(from: before, to: after, by: reader.find)
    output.print(Self.text(comparison)) { comparison.value }
  }

  private static func text(_ comparison: VersionComparison) -> String {
    let (old, new) = comparison.names
    guard !comparison.rows.isEmpty else { return "\(old) and \(new) do not differ\n" }
    var text = comparison.needs.sentence + "\n"
    for line in comparison.needs.lines { text += "  \(EscapedText.line(line))\n" }
    var table = Table("NAME", old, new, "CHANGE")
    for row in comparison.rows {
      let values = [row.others.first ?? nil, row.value].map { $0.map(Self.short) ?? ReviewSections.none }
      table.add([row.title] + values + [ReviewSections.trend(row)])
    }
    return text + "\n" + table.text
  }

  /// A digest by its first digits.
  private static func short(_ value: String) -> String {
    guard let prefix = value.firstRange(of: "sha256:") else { return value }
    let digits = value[prefix.upperBound...]
    return digits.count == 64 ? String(value[..<prefix.upperBound]) + digits.prefix(12) + "…" : value
  }
}
