package import Diagnostics
package import Manifests
package import RegistryStore

/// Three or more versions or candidates next to each other, and which has the best of each metric.
package struct ComparisonTable {
  /// How many can be compared at a time: more do not fit on a screen.
  package static let largestCount = 8

  package let sides: [VersionComparison.Side]
  /// What differs first, then what all have in common.
  package let rows: [Row]

  package struct Row {
    package let kind: Comparison.Kind
    package let name: String
    package let title: String
    /// As texts, one for each side; nil where a version has no such value.
    package let values: [String?]
    /// The sides with the best value of a metric; none where all are equal.
    package let best: [Int]

    package var differs: Bool { values.contains { $0 != values[0] } }
  }

  /// - Parameter lower: metrics of which less is better, whatever the policies of the registries say.
  /// - Throws: ``ActionFailure`` if a reference names no version, or no version has a metric of `lower`.
  package init(_ references: [Reference], lower: [String], by find: RegistryLookup) throws {
    let sides = try references.map { try VersionComparison.Side($0, find) }
    let metrics = sides.map(\.manifest.metrics)
    let known = Set(metrics.flatMap(\.keys)).sorted()
    for name in lower where !known.contains(name) {
      throw ActionFailure.missing("none of the versions has a metric '\(EscapedText.line(name))'", name, known)
    }
    let registries = try Set(sides.map(\.model.registry)).sorted().map { try find.registry($0) }
    let all = Comparison.everything(sides[0].manifest, against: sides.dropFirst().map(\.manifest)).map { found in
      let name = found.name
      let isLower = lower.contains(name) || registries.contains { $0.isLowerBetter(name) }
      return Row(
        kind: found.kind, name: name, title: found.title, values: [found.value] + found.others,
        best: found.kind == .metric ? Self.best(of: metrics.map { $0[name] }, isLower: isLower) : [])
    }
    self.sides = sides
    rows = all.filter(\.differs) + all.filter { !$0.differs }
  }

  private static func best(of values: [Double?], isLower: Bool) -> [Int] {
    let known = values.compactMap { $0 }
    guard let best = isLower ? known.min() : known.max(), values.contains(where: { $0 != best }) else { return [] }
    return values.indices.filter { values[$0] == best }
  }

  /// What a text calls the sides: their numbers, with the models if those are several.
  package var names: [String] {
    let isOneModel = Set(sides.map(\.model)).count == 1
    return sides.map { isOneModel ? "\($0.exact)" : "\($0.model)@\($0.exact)" }
  }

  /// `best` has positions in `versions`, from 0.
  package var value: JSONValue {
    .object([
      "versions": .array(sides.map(\.value)),
      "rows": .array(
        rows.map { row in
          .object([
            "kind": .string(row.kind.rawValue), "name": .string(row.name),
            "values": .array(row.values.map { $0.map { .string($0) } ?? .null }),
            "best": .array(row.best.map { .integer(Int64($0)) }),
          ])
        }),
    ])
  }
}
