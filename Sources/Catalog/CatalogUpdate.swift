import Git
import Manifests
import RegistryStore
import Rules

/// Brings a catalog from one snapshot to another; what it costs follows what differs.
struct CatalogUpdate {
  private let database: Database
  private let before: ObjectID
  private let snapshot: CommitSnapshot
  private let isKept: Bool

  init(_ database: Database, from before: ObjectID, to snapshot: CommitSnapshot, isKept: Bool) {
    self.database = database
    self.before = before
    self.snapshot = snapshot
    self.isKept = isKept
  }

  /// Above this it is quicker to make all of it anew, or to read what is asked for.
  private static let changesAtMost = 100_000

  private struct Name: Hashable {
    let kind: FactRow.Kind
    let model: ModelName
    let name: String
  }

  /// - Returns: false if the trees are too different, or one of them is gone.
  func run() throws(DatabaseError) -> Bool {
    var (rows, models, folders): (Set<Name>, Set<ModelName>, Set<ModelName>) = ([], [], [])
    var unreadable: Set<String> = []
    var registries: Set<String> = []
    do throws(GitError) {
      for path in try changedPaths() {
        switch LayoutPath(path) {
        case .version(let model, let name, _)?: rows.insert(Name(kind: .version, model: model, name: name))
        case .candidate(let model, let name, _)?: rows.insert(Name(kind: .candidate, model: model, name: name))
        case .model(let model, _)?: models.insert(model)
        case .modelCard(let registry, let model?)?: models.insert(ModelName(registry: registry, model: model))
        default: break
        }
        unreadable.insert("\(path)")
        if let model = Self.model(of: path) { folders.insert(model) }
        registries.insert(String(decoding: path.components.dropFirst().first ?? [], as: UTF8.self))
      }
    } catch { return false }
    guard rows.count + models.count <= (isKept ? Self.changesAtMost : Self.changesAtMost / 100) else { return false }
    let reader = FactReader(snapshot)
    let writer = try CatalogWriter(database, isNew: false)
    do {
      for model in models { try writer.put(model, try reader.context(of: model)) }
      for row in rows {
        try writer.remove(row.kind, row.name, of: row.model)
        if let new = try reader.row(row.kind, row.name, of: row.model) { try writer.put(CatalogRow(new)) }
      }
      for model in folders {
        try writer.note(
          try CatalogReader.folder(of: model, in: snapshot), of: model, try reader.context(of: model))
      }
      for name in registries {
        try writer.note(CatalogReader.folder(ofRegistry: name, in: snapshot), ofRegistry: name)
      }
    } catch let error as DatabaseError {
      throw error
    } catch { return false }
    try CatalogBuild.note(reader.unreadable, insteadOf: unreadable, in: database)
    return true
  }

  /// In whose folder a file lies, whatever it is.
  private static func model(of path: RepositoryPath) -> ModelName? {
    let names = path.components
    guard names.count > 3 else { return nil }
    return ModelName(
      registry: String(decoding: names[1], as: UTF8.self), model: String(decoding: names[2], as: UTF8.self))
  }

  /// The files below `registries/` that differ.
  private func changedPaths() throws(GitError) -> [RepositoryPath] {
    guard let path = RepositoryPath("registries") else { return [] }
    let repository = snapshot.repository
    let entries = (try repository.entry(at: path, in: before), try snapshot.entry(at: path))
    return try repository.changes(at: path, from: entries.0, to: entries.1).map(\.path)
  }
}
