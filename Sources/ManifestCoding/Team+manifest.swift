package import Diagnostics
package import Manifests

extension Team: Manifest {
  package static var kind: ManifestKind { .team }

  package init?(decoding fields: DecodedFields) {
    let description = fields.reader.string("description")
    guard let members = fields.reader.strings("members", isRequired: true) else { return nil }
    self.init(description: description, members: members)
  }

  package var fields: [JSONValue.Member] {
    Fields.list([
      ("description", Fields.string(description)),
      ("members", .array(members.map { .string($0) })),
    ])
  }
}
