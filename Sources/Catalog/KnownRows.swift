import Git
import Manifests
import Query
import RegistryStore

/// Versions as the catalog has them, without a look at their manifests.
///
/// A row is taken only if the folder of its registry or its model is the very tree that the catalog was made from, so that nothing in it can
/// have changed, and if the row and its model still have their checksums. Otherwise its manifest has to be read.
final class KnownRows {
  private let database: Database
  private let snapshot: CommitSnapshot
  private let ordinals: Ordinals?
  private var models: [Int64: KnownModel?] = [:]
  private var registries: [String: Bool] = [:]
  private var keys: [Int64: String] = [:]
  /// By set: nothing that is asked for a million times is looked up each time.
  private var tags: [Int64: [String: String]] = [:]

  private struct KnownModel {
    let name: ModelName
    let aliases: [String: [String]]
  }

  /// Of each, so many are remembered.
  private static let keptAtMost = 10_000

  /// - Parameter ordinals: nil if nobody asks for them.
  init(_ catalog: Catalog, _ snapshot: CommitSnapshot, _ ordinals: Ordinals?) {
    database = catalog.database
    self.snapshot = snapshot
    self.ordinals = ordinals
  }

  /// True if a catalog has all that these fields say of a version. It has no more than the text of a parameter, which may be a number.
  static func have(_ fields: some Sequence<Field>) -> Bool {
    fields.allSatisfy { field in
      switch field {
      case .metric, .tag: true
      case .parameter: false
      case .attribute(let attribute): attributes.contains(attribute)
      }
    }
  }

  private static let attributes: Set<Attribute> = [
    .registry, .model, .name, .version, .status, .alias, .by, .created, .algorithm, .run, .size, .ordinal,
  ]

  /// What a query of rows has to select, of the tables `entry` (`e`) and `model` (`m`).
  static let columns =
    "e.id, m.id, e.status, e.created, e.author, e.algorithm, e.run, e.size, e.facts, e.checksum, m.folder, m.checksum, e.metrics, e.ordinal"

  /// - Parameters:
  ///   - row: of a query whose first columns are the registry, the model and the number.
  ///   - place: where ``columns`` begin.
  /// - Returns: nil if the manifest has to be read.
  func row(_ row: Statement, at place: Int32) throws -> FactRow? {
    let name = ModelName(registry: row.text(0), model: row.text(1))
    guard let model = try model(row.integer(place + 1), name, folder: row.bytes(place + 10), row.integer(place + 11))
    else { return nil }
    let number = row.text(2)
    func text(_ column: Int32) -> String? { row.isNull(place + column) ? nil : row.text(place + column) }
    var facts = ModelFacts()
    (facts.createdBy, facts.algorithm, facts.run) = (text(4), text(5), text(6))
    for (id, value) in row.withBytes(place + 12, PackedMetrics.list) { facts.metrics[try key(id)] = value }
    facts.tags = try row.isNull(place + 8) ? [:] : tags(of: row.integer(place + 8))
    var found = FactRow(
      kind: .version, model: model.name, name: number, facts: facts, status: text(2).flatMap(VersionStatus.init),
      aliases: model.aliases[number] ?? [], created: row.isNull(place + 3) ? nil : row.integer(place + 3),
      sizeInBytes: row.integer(place + 7),
      ordinal: row.isNull(place + 13) ? nil : Int(row.integer(place + 13)))
    guard Checksum(found).column == row.integer(place + 9) else { return nil }
    if found.ordinal == nil, let number = found.number {
      found.ordinal = try ordinals?.ordinal(of: number, in: model.name)
    }
    return found
  }

  // MARK: Models

  private func model(_ id: Int64, _ name: ModelName, folder: [UInt8], _ checksum: Int64) throws -> KnownModel? {
    if let known = models[id] { return known }
    let model = try isAsItWas(name, folder) ? read(id, name, folder, checksum) : nil
    if models.count >= Self.keptAtMost { models = [:] }
    models[id] = .some(model)
    return model
  }

  private func isAsItWas(_ name: ModelName, _ folder: [UInt8]) throws -> Bool {
    if try isAsItWas(name.registry) { return true }
    return try CatalogReader.folder(of: name, in: snapshot)?.bytes == folder
  }

  /// True if all of a registry is: then its folder, of thousands of models, need not be read.
  private func isAsItWas(_ registry: String) throws -> Bool {
    if let known = registries[registry] { return known }
    let rows = try database.statement("SELECT folder FROM registry WHERE name = ?")
    defer { rows.reset() }
    try rows.bind([.text(registry)])
    let isSame =
      try rows.step() && CatalogReader.folder(ofRegistry: registry, in: snapshot)?.bytes == rows.bytes(0)
    registries[registry] = isSame
    return isSame
  }

  private func read(
    _ id: Int64, _ name: ModelName, _ folder: [UInt8], _ checksum: Int64
  ) throws(DatabaseError) -> KnownModel? {
    let rows = try database.statement("SELECT version, name FROM alias WHERE model = ?")
    defer { rows.reset() }
    try rows.bind(1, id)
    var aliases: [String: [String]] = [:]
    while try rows.step() { aliases[rows.text(0), default: []].append(rows.text(1)) }
    guard Checksum(name, folder, aliases).column == checksum else { return nil }
    return KnownModel(name: name, aliases: aliases.mapValues { $0.sorted() })
  }

  // MARK: Facts

  private func key(_ id: Int64) throws(DatabaseError) -> String {
    if let known = keys[id] { return known }
    let rows = try database.statement("SELECT key FROM field WHERE id = ?")
    defer { rows.reset() }
    try rows.bind(1, id)
    let key = try rows.step() ? rows.text(0) : ""
    keys[id] = key
    return key
  }

  private func tags(of set: Int64) throws(DatabaseError) -> [String: String] {
    if let known = tags[set] { return known }
    let rows = try database.statement(
      """
      SELECT k.key, t.body FROM fact f CROSS JOIN field k ON k.id = f.key CROSS JOIN text t ON t.id = f.value
      WHERE f.facts = ? AND k.facts = 'tags'
      """)
    defer { rows.reset() }
    try rows.bind(1, set)
    var found: [String: String] = [:]
    while try rows.step() { found[rows.text(0)] = rows.text(1) }
    if tags.count >= Self.keptAtMost { tags = [:] }
    tags[set] = found
    return found
  }
}
