package import Diagnostics
package import Manifests

/// The text of a lock file, in the manifests' canonical style.
///
///     apiVersion: git-registry/v1
///     kind: Lock
///     entries:
///       - reference: Models/m@champion
///         registry: Models
///         model: m
///         version: 1.2.0
///         commit: 6dee9f2…
///         digest: sha256:0f2a…
///         artifacts: […]
extension LockFile {
  private static let kind = "Lock"

  /// A lock file holds the artifacts of many versions, each of which fits a manifest.
  package static let sizeLimitInBytes = 4 * ManifestKind.largestSizeInBytes

  package var document: JSONValue {
    .object([
      "apiVersion": .string(ManifestKind.apiVersion), "kind": .string(Self.kind),
      "entries": .array(entries.map(\.value)),
    ])
  }

  package func text(as format: ManifestFormat) -> String {
    format == .json ? document.text : YAMLWriter.text(of: document, keeping: .none)
  }

  /// Reads a file's content.
  ///
  /// - Returns: nil, with at least one problem or the `apiVersion` of a newer program, if it cannot be read completely.
  package static func read(_ bytes: [UInt8], as format: ManifestFormat) -> (
    file: LockFile?, problems: [ManifestProblem], newerVersion: String?
  ) {
    let (text, textProblems) = ManifestText.decode(bytes, limit: sizeLimitInBytes)
    guard let text else { return (nil, textProblems, nil) }
    let (node, problems) = format == .yaml ? YAMLReader.read(text) : JSONReader.read(text)
    guard let node else {
      return (nil, problems.isEmpty ? [.init(.schema, "the file is empty", at: .start)] : problems, nil)
    }
    let context = DecodingContext(format: format)
    context.isOwnFormat = true
    var reader = FieldReader(node: node, path: .top, context: context)
    if let version = node.text(of: "apiVersion"), ManifestKind.isNewer(version) { return (nil, [], version) }
    for (key, wanted) in [("apiVersion", ManifestKind.apiVersion), ("kind", kind)] {
      _ = reader.parsed(key, isRequired: true, expecting: "'\(wanted)'") { $0 == wanted ? $0 : nil }
    }
    var file = LockFile()
    for entry in reader.nestedList("entries", Entry.init) {
      if file.entry(for: entry.reference) != nil {
        context.add(
          .schema, "'\(entry.reference)' appears twice in 'entries'", at: node.start, help: "remove one of them")
      }
      file.set(entry)
    }
    reader.finish()
    return context.problems.isEmpty ? (file, [], nil) : (nil, context.problems, nil)
  }
}

extension LockFile.Entry {
  fileprivate init?(reader: inout FieldReader) {
    let reference = reader.parsed("reference", isRequired: true, expecting: "REGISTRY/MODEL@VERSION") { text in
      // A candidate may be deleted or promoted, and is nothing to hold on to.
      Reference(text).flatMap { reference in
        switch reference.selector {
        case .version, .alias, .range, .latest: reference
        case .candidate, nil: nil
        }
      }
    }
    let registry = reader.parsed("registry", isRequired: true, expecting: "the name of a registry") {
      NameGrammar.registry.accepts($0) ? $0 : nil
    }
    let model = reader.parsed("model", isRequired: true, expecting: "the name of a model") {
      NameGrammar.model.accepts($0) ? $0 : nil
    }
    let version = reader.parsed(
      "version", isRequired: true, .versionNotSemantic, expecting: "a SemVer 2.0.0 version", SemanticVersion.init)
    let commit = reader.parsed(
      "commit", isRequired: true, expecting: "a commit id of 40 or 64 lower-case hexadecimal digits", Self.commitID)
    let digest = reader.parsed("digest", expecting: "'sha256:' and 64 lower-case hexadecimal digits") { Digest($0) }
    let types = reader.strings("types") ?? []
    let artifacts = reader.nestedList("artifacts", Artifact.init)
    guard let reference, let registry, let model, let version, let commit else { return nil }
    self.init(
      reference: reference, model: ModelName(registry: registry, model: model), version: version, commit: commit,
      digest: digest, types: types, artifacts: artifacts)
  }

  private static func commitID(_ text: String) -> String? {
    [40, 64].contains(text.utf8.count) && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) } ? text : nil
  }

  package var value: JSONValue {
    .object(
      Fields.list([
        ("reference", .string("\(reference)")), ("registry", .string(model.registry)), ("model", .string(model.model)),
        ("version", .string("\(version)")), ("commit", .string(commit)),
        ("digest", digest.map { .string("\($0)") }),
        ("types", Fields.array(types) { .string($0) }), ("artifacts", Fields.array(artifacts, \.value)),
      ]))
  }
}

extension Node {
  /// The text of a top-level field; nil if it is absent or no scalar.
  fileprivate func text(of key: String) -> String? {
    guard case .scalar(let scalar)? = pairs.first(where: { $0.key == key })?.value.content else { return nil }
    return scalar.text
  }
}
