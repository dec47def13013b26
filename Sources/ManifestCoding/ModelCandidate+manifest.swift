package import Diagnostics
package import Manifests

extension ModelCandidate: Manifest {
  package static var kind: ManifestKind { .modelCandidate }

  package init?(decoding fields: DecodedFields) {
    let facts = ModelFacts(reader: &fields.reader)
    let version = fields.reader.parsed(
      "promotedTo", .versionNotSemantic, expecting: "a SemVer 2.0.0 version", SemanticVersion.init)
    self.init(facts, promotedTo: version)
  }

  package var fields: [JSONValue.Member] {
    facts.head + facts.rest + facts.tail + Fields.list([("promotedTo", Fields.string(promotedTo?.description))])
  }
}
