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
    abstract: "Show what differs between versions, what moving from one to another needs, and which is best.",
    discussion: """
      Of two versions only what differs is listed: algorithm, interface, metrics, parameters, artifacts, lineage, tags, source and the rest. \
      Above that is the least bump that the number needs, with every reason: a major if callers must change \
      something, a minor if they may use something new, otherwise a patch.

      Of three to eight there is a column for each: what differs first, then what they have in common. The best values of a \
      metric have a star. More is better, unless a gate or the policy of a registry says less is, or --lower names the metric.

      The versions may belong to several models, and candidates may stand among them. Exit status 0, whatever differs.

      EXAMPLES
        git registry compare Fine_Tuned_Models/sentiment@1.1.0 Fine_Tuned_Models/sentiment@1.2.0
        git registry compare Fine_Tuned_Models/sentiment@production Fine_Tuned_Models/sentiment@latest --json
        git registry compare Fine_Tuned_Models/sentiment@champion Fine_Tuned_Models/sentiment@candidate:7f3a9c1e
        git registry compare Lab/reviews@1.0.0 Lab/reviews@1.1.0 Lab/reviews@candidate:7f3a9c1e --lower loss,latency
      """)

  @Argument(
    help: ArgumentHelp(
      "The versions, the one to come from first: REGISTRY/MODEL@VERSION, @ALIAS, @RANGE or @candidate:ID.",
      valueName: "ref"))
  var references: [Reference]

  @Option(
    help: ArgumentHelp("With three or more, metrics of which less is better, with commas between.", valueName: "keys"))
  var lower: String?

  @OptionGroup var output: ReadOptions

  func validate() throws {
    if references.count < 2 { throw ValidationError("compare needs at least two versions") }
    if references.count > ComparisonTable.largestCount {
      throw ValidationError("compare takes at most \(ComparisonTable.largestCount) versions")
    }
    if lower != nil, references.count == 2 { throw ValidationError("--lower needs three or more versions") }
  }

  func run() throws {
    let reader = try output.registry()
    if references.count == 2 {
      let comparison = try VersionComparison(from: references[0], to: references[1], by: reader.find)
      return output.print(Self.text(comparison)) { comparison.value }
    }
    let keys = lower?.split(separator: ",").map(String.init) ?? []
    let table = try ComparisonTable(references, lower: keys, by: reader.find)
    output.print(Self.text(table)) { table.value }
  }

  private static func text(_ comparison: ComparisonTable) -> String {
    var different = Table(["NAME"] + comparison.names)
    var same = Table("SAME IN ALL", "VALUE")
    for row in comparison.rows {
      let values = row.values.map { $0.map(short) ?? ReviewSections.none }
      if row.differs {
        different.add([row.title] + values, marking: row.best.map { $0 + 1 })
      } else {
        same.add(row.title, values[0])
      }
    }
    let tables = [
      (different, comparison.rows.contains(where: \.differs)), (same, comparison.rows.contains { !$0.differs }),
    ]
    return tables.filter(\.1).map(\.0.text).joined(separator: "\n")
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
