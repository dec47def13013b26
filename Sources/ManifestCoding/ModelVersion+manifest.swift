package import Diagnostics
package import Manifests

extension ModelVersion: Manifest {
  package static var kind: ManifestKind { .modelVersion }

  package init?(decoding fields: DecodedFields) {
    let status = fields.reader.value("status", of: VersionStatus.self) ?? .active
    let reason = fields.reader.string("statusReason")
    let facts = ModelFacts(reader: &fields.reader)
    let candidate = fields.reader.string("candidate")
    let ordinal = fields.reader.integer("ordinal", in: Self.ordinals)
    self.init(facts, status: status, statusReason: reason, candidate: candidate, ordinal: ordinal)
  }

  package var fields: [JSONValue.Member] {
    let own = Fields.list([
      ("status", Fields.value(status, unless: .active)), ("statusReason", Fields.string(statusReason)),
    ])
    return facts.head + own + facts.rest + Fields.list([("candidate", Fields.string(candidate))]) + facts.tail
      + Fields.list([("ordinal", ordinal.map { .integer($0) })])
  }
}
