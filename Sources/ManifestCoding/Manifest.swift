package import Diagnostics
package import Manifests

/// A value that a manifest describes.
package protocol Manifest: Hashable, Sendable {
  static var kind: ManifestKind { get }

  /// Reads the fields below `apiVersion` and `kind`; nil if a required one is missing or unreadable.
  init?(decoding fields: DecodedFields)

  /// The fields in canonical order, those equal to their default left out.
  var fields: [JSONValue.Member] { get }
}

/// The fields of a manifest's top level, passed by reference to the kind that reads them.
package final class DecodedFields {
  var reader: FieldReader

  init(_ reader: FieldReader) { self.reader = reader }
}

extension Manifest {
  /// The whole manifest as a value: `apiVersion`, `kind` and the fields.
  package var document: JSONValue {
    .object(
      [.init("apiVersion", .string(ManifestKind.apiVersion)), .init("kind", .string(Self.kind.rawValue))] + fields)
  }

  /// The canonical text in a format.
  ///
  /// - Parameter comments: comment lines to keep, from the text that this one replaces.
  package func text(as format: ManifestFormat, keeping comments: Comments = .none) -> String {
    switch format {
    case .json: document.text
    case .yaml: YAMLWriter.text(of: document, keeping: comments)
    }
  }
}

extension Manifest {
  /// The text of a new file: canonical YAML below a line that names the schema for editors.
  ///
  /// - Parameter schemas: the address below which the schemas are; nil for where they are published.
  /// Source: https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
  package func newText(schemas: String?) -> String {
    "# yaml-language-server: $schema=\(Self.kind.schemaAddress(below: schemas))\n" + text(as: .yaml)
  }
}

/// What reading one manifest gave.
package struct DecodedManifest<Value: Manifest>: Sendable {
  /// Nil if the text is so wrong that there is no value; then there are problems.
  package let value: Value?
  /// The text's tree, for the places of fields; nil if the text could not be parsed.
  package let node: Node?
  package let problems: [ManifestProblem]
  /// The `apiVersion` of a manifest that is made for a newer program; then there is no value: v1's fields may mean something else
  /// there.
  package let newerVersion: String?

  init(value: Value?, node: Node?, problems: [ManifestProblem], newerVersion: String? = nil) {
    self.value = value
    self.node = node
    self.problems = problems
    self.newerVersion = newerVersion
  }

  /// Of a text that has nothing wrong, and of which nobody asks where a field is.
  package init(sound value: Value) { self.init(value: value, node: nil, problems: []) }
}

/// Reads manifests of any kind.
package enum ManifestDecoder {
  package static func decode<Value: Manifest>(
    _ type: Value.Type, from bytes: [UInt8], as format: ManifestFormat
  ) -> DecodedManifest<Value> {
    decode(type, from: read(bytes, as: format, limit: Value.kind.sizeLimitInBytes), as: format)
  }

  /// Makes a value of what a reader gave.
  static func decode<Value: Manifest>(
    _ type: Value.Type, from reading: (node: Node?, problems: [ManifestProblem]), as format: ManifestFormat
  ) -> DecodedManifest<Value> {
    guard let node = reading.node else {
      let problems = reading.problems
      let empty = ManifestProblem(.schema, "the manifest is empty", at: .start, help: "write apiVersion and kind first")
      return .init(value: nil, node: nil, problems: problems.isEmpty ? [empty] : problems)
    }
    let context = DecodingContext(format: format)
    context.isOwnFormat = true
    var header = FieldReader(node: node, path: .top, context: context)
    let version = header.string("apiVersion", isRequired: true)
    if let version, ManifestKind.isNewer(version) {
      let help =
        "upgrade git registry, which knows \(ManifestKind.apiVersion); or write apiVersion: \(ManifestKind.apiVersion)"
      refuse(version, for: ManifestKind.apiVersion, "apiVersion", node, context, help: help)
      return .init(value: nil, node: node, problems: context.problems, newerVersion: version)
    }
    check(version, is: ManifestKind.apiVersion, "apiVersion", node, context)
    check(header.string("kind", isRequired: true), is: Value.kind.rawValue, "kind", node, context)
    let fields = DecodedFields(header)
    let value = Value(decoding: fields)
    fields.reader.finish()
    return .init(value: value, node: node, problems: context.problems)
  }

  private static func read(
    _ bytes: [UInt8], as format: ManifestFormat, limit: Int
  ) -> (node: Node?, problems: [ManifestProblem]) {
    if format == .yaml, bytes.count <= limit, let node = CanonicalReader.read(bytes) { return (node, []) }
    return readWhole(bytes, as: format, limit: limit)
  }

  /// Reads a text of any form.
  static func readWhole(
    _ bytes: [UInt8], as format: ManifestFormat, limit: Int
  ) -> (node: Node?, problems: [ManifestProblem]) {
    let (text, problems) = ManifestText.decode(bytes, limit: limit)
    guard let text else { return (nil, problems) }
    return format == .yaml ? YAMLReader.read(text) : JSONReader.read(text)
  }

  private static func check(
    _ found: String?, is wanted: String, _ key: String, _ node: Node, _ context: DecodingContext
  ) {
    guard let found, found != wanted else { return }
    refuse(found, for: wanted, key, node, context, help: "write \(key): \(wanted)")
  }

  private static func refuse(
    _ found: String, for wanted: String, _ key: String, _ node: Node, _ context: DecodingContext, help: String
  ) {
    let place = node.pairs.first { $0.key == key }?.value.start ?? node.start
    context.add(.schema, "\(key) is '\(found)', but must be '\(wanted)'", at: place, help: help)
  }
}
