import Git
import Manifests
import RegistryStore

/// Reads all that a catalog has of one model after another, on one thread.
final class CatalogReader {
  private let snapshot: CommitSnapshot

  init(_ snapshot: CommitSnapshot) { self.snapshot = snapshot }

  /// What a catalog has of a model.
  struct Part: Sendable {
    let model: ModelName
    let context: FactReader.ModelContext
    /// Its folder's tree.
    let folder: ObjectID?
    let rows: [CatalogRow]
    let unreadable: Set<String>
  }

  func part(of model: ModelName) throws(GitError) -> Part {
    defer { snapshot.forget() }
    let reader = FactReader(snapshot)
    var rows = try versionRows(of: model, by: reader)
    for name in try reader.names(of: .candidate, in: model) {
      if let row = try reader.row(.candidate, name, of: model) { rows.append(CatalogRow(row)) }
    }
    return Part(
      model: model, context: try reader.context(of: model), folder: try Self.folder(of: model, in: snapshot),
      rows: rows,
      unreadable: reader.unreadable)
  }

  /// The id of a model's folder; nil if there is none.
  static func folder(of model: ModelName, in snapshot: CommitSnapshot) throws(GitError) -> ObjectID? {
    try folder(model.folder, in: snapshot)
  }

  /// The same of a registry's.
  static func folder(ofRegistry name: String, in snapshot: CommitSnapshot) throws(GitError) -> ObjectID? {
    try folder("registries/\(name)", in: snapshot)
  }

  private static func folder(_ path: String, in snapshot: CommitSnapshot) throws(GitError) -> ObjectID? {
    guard let path = RepositoryPath(path), let entry = try snapshot.entry(at: path), entry.mode.isFolder else {
      return nil
    }
    return entry.id
  }

  private func versionRows(of model: ModelName, by reader: FactReader) throws(GitError) -> [CatalogRow] {
    let files = try files(of: model) ?? []
    var rows: [CatalogRow] = []
    rows.reserveCapacity(files.count)
    for file in files {
      let row =
        if ManifestFormat(ofFile: file.entry.name) == .yaml,
          let version = try snapshot.value(ofVersionIn: file.entry)
        {
          try reader.row(of: version, file.number, in: model)
        } else {
          try reader.row(.version, "\(file.number)", of: model)
        }
      if let row { rows.append(CatalogRow(row)) }
    }
    // So they go to the end of their index.
    return rows.sorted { $0.precedence.lexicographicallyPrecedes($1.precedence) }
  }

  private typealias File = (number: SemanticVersion, entry: TreeEntry)

  /// The manifests of a model's versions; of two of one version in different formats, the one that is read.
  private func files(of model: ModelName) throws(GitError) -> [File]? {
    guard let path = RepositoryPath("\(model.folder)/versions") else { return nil }
    var files: [File] = []
    var numbers: Set<SemanticVersion> = []
    // Both formats are rare, and YAML goes first.
    for format in ManifestFormat.allCases {
      for entry in try snapshot.entries(in: path) where !entry.mode.isFolder {
        guard ManifestFormat(ofFile: entry.name) == format,
          let number = SemanticVersion(String(decoding: entry.name.dropLast(5), as: UTF8.self)),
          numbers.insert(number).inserted
        else { continue }
        files.append((number, entry))
      }
    }
    return files
  }
}
