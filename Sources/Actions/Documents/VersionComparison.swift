package import Diagnostics
package import Manifests
package import RegistryStore
import Rules

/// Two versions side by side: what moving from one to the other needs, and what differs.
package struct VersionComparison {
  package let old: Side
  package let new: Side
  package let needs: NeedsText
  package let rows: [Comparison]

  /// A version of the two, as a reference named it.
  package struct Side {
    package let model: ModelName
    package let exact: ExactVersion
    let manifest: ModelVersion

    init(_ reference: Reference, _ find: RegistryLookup) throws {
      let (model, selector) = try reference.requireVersion()
      self.model = model
      exact = try find.exact(selector, of: model)
      manifest = try find.version(exact, of: model)
    }

    var value: JSONValue { .object(exact.fields(of: model)) }
  }

  /// - Throws: ``ActionFailure`` if a reference names no version.
  package init(from before: Reference, to after: Reference, by find: RegistryLookup) throws {
    (old, new) = (try Side(before, find), try Side(after, find))
    let compatibility = Compatibility(from: .init(old.manifest.facts), to: .init(new.manifest.facts))
    let names = Self.names(old, new)
    needs = NeedsText(compatibility, from: names.old, to: names.new)
    rows = Comparison.all(new.manifest, against: old.manifest)
  }

  /// What a text calls both: their numbers, with the models if those are two.
  package var names: (old: String, new: String) { Self.names(old, new) }

  private static func names(_ old: Side, _ new: Side) -> (old: String, new: String) {
    old.model == new.model
      ? ("\(old.exact)", "\(new.exact)") : ("\(old.model)@\(old.exact)", "\(new.model)@\(new.exact)")
  }

  package var value: JSONValue {
    .object(["from": old.value, "to": new.value, "needs": needs.value, "differs": .array(rows.map(\.comparedValue))])
  }
}

extension Comparison {
  /// `{"kind", "name", "from", "to", "percent"}`; null if a version has no such value.
  fileprivate var comparedValue: JSONValue {
    let old = others.first ?? nil
    return .object([
      "kind": .string(kind.rawValue), "name": .string(name), "from": old.map { .string($0) } ?? .null,
      "to": value.map { .string($0) } ?? .null,
      "percent": trend.flatMap { trend in trend.percent.map { .number(trend.isRise ? $0 : -$0) } },
    ])
  }
}
