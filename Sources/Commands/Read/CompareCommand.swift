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
      """)

  @Argument(help: ArgumentHelp("The version to come from: REGISTRY/MODEL@VERSION, @ALIAS or @RANGE.", valueName: "ref"))
  var before: Reference

  @Argument(help: ArgumentHelp("The version to go to.", valueName: "ref"))
  var after: Reference

  @OptionGroup var output: ReadOptions

  func run() throws {
    let reader = try output.registry()
    let (old, new) = (try Side(before, reader.find), try Side(after, reader.find))
    let isOneModel = old.model == new.model
    let names = isOneModel ? ["\(old.number)", "\(new.number)"] : [old.name, new.name]
    let compatibility = Compatibility(from: .init(old.version.facts), to: .init(new.version.facts))
    let needs = NeedsText(compatibility, from: names[0], to: names[1])
    let rows = Comparison.all(new.version, against: old.version)
    output.print(Self.text(needs, rows, names)) {
      .object([
        "from": old.value, "to": new.value, "needs": needs.value, "differs": .array(rows.map(\.comparedValue)),
      ])
    }
  }

  private struct Side {
    let model: ModelName
    let number: SemanticVersion
    let version: ModelVersion

    init(_ reference: Reference, _ find: RegistryLookup) throws {
      let (model, selector) = try reference.requireVersion()
      self.model = model
      number = try find.number(selector, of: model)
      version = try find.version(number, of: model)
    }

    var name: String { "\(model)@\(number)" }

    var value: JSONValue {
      .object([
        "registry": .string(model.registry), "model": .string(model.model), "version": .string("\(number)"),
      ])
    }
  }

  private static func text(_ needs: NeedsText, _ rows: [Comparison], _ names: [String]) -> String {
    guard !rows.isEmpty else { return "\(names[0]) and \(names[1]) do not differ\n" }
    var text = needs.sentence + "\n"
    for line in needs.lines { text += "  \(EscapedText.line(line))\n" }
    var table = Table("NAME", names[0], names[1], "CHANGE")
    for row in rows {
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

extension Comparison {
  /// `{"kind", "name", "from", "to", "percent"}`; null where a version has no such value.
  fileprivate var comparedValue: JSONValue {
    let old = others.first ?? nil
    return .object([
      "kind": .string(kind.rawValue), "name": .string(name), "from": old.map { .string($0) } ?? .null,
      "to": value.map { .string($0) } ?? .null,
      "percent": trend.flatMap { trend in trend.percent.map { .number(trend.isRise ? $0 : -$0) } },
    ])
  }
}
