package import Diagnostics
package import Manifests

extension Organization: Manifest {
  package static var kind: ManifestKind { .organization }

  package init?(decoding fields: DecodedFields) {
    let name = fields.reader.line("name", isRequired: true, limit: 250)
    let description = fields.reader.string("description")
    let pattern = "a path such as docs/guide.md, or a folder with everything in it, such as docs/**"
    let allowedFiles = fields.reader.parsedList("allowedFiles", expecting: pattern) {
      Self.isFilePattern($0) ? $0 : nil
    }
    let schemas = fields.reader.webAddress("schemas")
    var blobs: BlobMode?
    var deletion: Deletion?
    var signatures: Signatures?
    var visibility: WidensVisibility?
    var rules: [String: String] = [:]
    _ = fields.reader.nested("policy") { reader in
      blobs = reader.value("blobs", of: BlobMode.self)
      deletion = reader.value("deletion", of: Deletion.self)
      signatures = reader.value("signatures", of: Signatures.self)
      visibility = reader.value("visibility", of: WidensVisibility.self)
      rules = reader.values(by: "rules", of: Severity.self).mapValues(\.rawValue)
      return true
    }
    guard let name else { return nil }
    self.init(
      name: name, description: description, allowedFiles: allowedFiles, blobs: blobs, deletion: deletion,
      signatures: signatures, visibility: visibility, schemas: schemas, rules: rules)
  }

  /// A path below the top without `*`, or a folder's with `/**` behind it.
  private static func isFilePattern(_ text: String) -> Bool {
    let path = text.hasSuffix("/**") ? text.dropLast(3) : text[...]
    return !path.isEmpty && !path.hasPrefix("/")
      && path.unicodeScalars.allSatisfy { $0 >= " " && $0 != "\u{7f}" && $0 != "*" }
  }

  package var fields: [JSONValue.Member] {
    Fields.list([
      ("name", .string(name)),
      ("description", Fields.string(description)),
      ("allowedFiles", allowedFiles.map { .array($0.map { .string($0) }) }),
      ("schemas", Fields.string(schemas)),
      (
        "policy",
        Fields.object([
          ("blobs", Fields.string(blobs?.rawValue)),
          ("deletion", Fields.string(deletion?.rawValue)),
          ("signatures", Fields.string(signatures?.rawValue)),
          ("visibility", Fields.string(visibility?.rawValue)),
          ("rules", Fields.dictionary(rules) { .string($0) }),
        ])
      ),
    ])
  }
}
