package import Diagnostics
package import Manifests

extension Model: Manifest {
  package static var kind: ManifestKind { .model }

  package init?(decoding fields: DecodedFields) {
    let version = "a SemVer 2.0.0 version"
    self.init(
      title: fields.reader.line("title", limit: Self.titleLimit),
      description: fields.reader.string("description"), tags: fields.reader.strings(by: "tags"),
      aliases: fields.reader.parsedValues(by: "aliases", .versionNotSemantic, expecting: version, SemanticVersion.init),
      retired: fields.reader.parsedList("retired", .versionNotSemantic, expecting: version, SemanticVersion.init) ?? [])
  }

  package var fields: [JSONValue.Member] {
    Fields.list([
      ("title", Fields.string(title)),
      ("description", Fields.string(description)),
      ("tags", Fields.dictionary(tags) { .string($0) }),
      ("aliases", Fields.dictionary(aliases) { .string("\($0)") }),
      ("retired", Fields.array(retired) { .string("\($0)") }),
    ])
  }
}
