import Git
import GitObjects
import Manifests
import RegistryStore
import Rules
import Synchronization

/// Tables of models, kept between requests by the id of the folder that they are made from: nothing in them ever becomes wrong.
package final class ModelTables: Sendable {
  /// The part of a folder that was read.
  private struct Key: Hashable {
    let folder: ObjectID
    let part: ModelTable.Part
  }

  private struct Kept {
    /// Of each folder, with the model of which it is.
    var tables: [Key: (model: ModelName, table: ModelTable, use: Int)] = [:]
    var newest: [ModelName: Key] = [:]
    var models: [ObjectID: ModelBrief] = [:]
    var registries: [ObjectID: RegistryBrief] = [:]
    var rows = 0
    var uses = 0
  }

  private let kept = Mutex(Kept())
  /// Kept likewise.
  let cards = KeptCards()
  /// Of all tables: a row takes one or two kilobytes.
  private let rowsAtMost: Int

  package init(rowsAtMost: Int = 200_000) { self.rowsAtMost = rowsAtMost }

  func table(
    of model: ModelName, in snapshot: CommitSnapshot, _ part: ModelTable.Part = .all
  ) throws -> ModelTable {
    let folder = try RepositoryPath("\(model.folder)/versions").flatMap { try snapshot.entry(at: $0) }
    guard let folder, folder.mode.isFolder else { return try ModelTable(model, in: snapshot) }
    let key = Key(folder: folder.id, part: part)
    let (found, near) = kept.withLock { kept -> (ModelTable?, ModelTable?) in
      kept.uses += 1
      // Two models with the same files have the same folder.
      if let known = kept.tables[key], known.model == model {
        kept.tables[key]?.use = kept.uses
        return (known.table, nil)
      }
      return (nil, kept.newest[model].flatMap { kept.tables[$0]?.table })
    }
    if let found { return found }
    let known = Dictionary((near?.rows ?? []).map { ($0.blob, $0) }) { first, _ in first }
    let table = try ModelTable(model, in: snapshot, part, knowing: known)
    kept.withLock { keep(table, of: model, key, &$0) }
    return table
  }

  private func keep(_ table: ModelTable, of model: ModelName, _ key: Key, _ kept: inout Kept) {
    if let old = kept.tables.removeValue(forKey: key) { kept.rows -= old.table.rows.count }
    kept.tables[key] = (model, table, kept.uses)
    kept.newest[model] = key
    kept.rows += table.rows.count
    while kept.rows > rowsAtMost, let oldest = kept.tables.min(by: { $0.value.use < $1.value.use }),
      oldest.key != key
    {
      kept.tables[oldest.key] = nil
      if kept.newest[oldest.value.model] == oldest.key { kept.newest[oldest.value.model] = nil }
      kept.rows -= oldest.value.table.rows.count
    }
  }

  /// Briefs, at most: then all are forgotten.
  private static let briefsAtMost = 50_000

  func brief(of model: ModelName, in snapshot: CommitSnapshot) throws -> ModelBrief {
    guard let folder = try RepositoryPath(model.folder).flatMap({ try snapshot.entry(at: $0) }) else {
      return try ModelBrief(model, in: snapshot)
    }
    if let known = kept.withLock({ $0.models[folder.id] }) { return known }
    let found = try ModelBrief(model, in: snapshot)
    kept.withLock { kept in
      if kept.models.count >= Self.briefsAtMost { kept.models = [:] }
      kept.models[folder.id] = found
    }
    return found
  }

  func brief(of registry: String, in snapshot: CommitSnapshot) throws -> RegistryBrief {
    let folder = try RepositoryPath("registries/\(registry)").flatMap { try snapshot.entry(at: $0) }?.id
    if let folder, let known = kept.withLock({ $0.registries[folder] }) { return known }
    let briefs = try snapshot.modelNames(in: registry).map {
      try self.brief(of: ModelName(registry: registry, model: $0), in: snapshot)
    }
    let sum = RegistryBrief(
      models: briefs.count, versions: briefs.reduce(0) { $0 + $1.versions },
      newest: briefs.compactMap { $0.createdAt }.max())
    if let folder {
      kept.withLock { kept in
        if kept.registries.count >= Self.briefsAtMost { kept.registries = [:] }
        kept.registries[folder] = sum
      }
    }
    return sum
  }
}
