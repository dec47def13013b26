package import Diagnostics
package import Manifests

extension Organization: Manifest {
  package static var kind: ManifestKind { .organization }

  package init?(decoding fields: DecodedFields) {
    let name = fields.reader.string("name", isRequired: true)
    let description = fields.reader.string("description")
    let allowedFiles = fields.reader.strings("allowedFiles")
    var policy: (blobs: BlobMode?, deletion: Deletion?, rules: [String: String]) = (nil, nil, [:])
    _ = fields.reader.nested("policy") { reader in
      policy.blobs = reader.value("blobs", of: BlobMode.self)
      policy.deletion = reader.value("deletion", of: Deletion.self)
      policy.rules = reader.values(by: "rules", of: Severity.self).mapValues(\.rawValue)
      return true
    }
    guard let name else { return nil }
    self.init(
      name: name, description: description, allowedFiles: allowedFiles, blobs: policy.blobs, deletion: policy.deletion,
      rules: policy.rules)
  }

  package var fields: [JSONValue.Member] {
    Fields.list([
      ("name", .string(name)),
      ("description", Fields.string(description)),
      ("allowedFiles", allowedFiles.map { .array($0.map { .string($0) }) }),
      (
        "policy",
        Fields.object([
          ("blobs", Fields.string(blobs?.rawValue)),
          ("deletion", Fields.string(deletion?.rawValue)),
          ("rules", Fields.dictionary(rules) { .string($0) }),
        ])
      ),
    ])
  }
}
