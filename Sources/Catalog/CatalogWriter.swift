import Git
import Manifests
import Query

/// Puts rows into a catalog, and takes them out.
final class CatalogWriter {
  private let database: Database
  /// Texts and fields that were met, by their ids.
  private var texts: [String: Int64] = [:]
  private var fields: [Field: Int64] = [:]
  private var models: [ModelName: Int64] = [:]
  /// Sets of parameters and tags that this object put there, by their keys and values in turn.
  private var sets: [[Int64]: Int64] = [:]
  private var nextSet: Int64?
  /// True for a catalog that is made anew, which has nothing that this object did not put there.
  private let isNew: Bool

  // What is run a million times is not looked up by its text.
  private let insertEntry: Statement
  private let insertMetric: Statement
  private let insertFact: Statement
  private let insertArtifact: Statement
  private let insertLineage: Statement

  init(_ database: Database, isNew: Bool) throws(DatabaseError) {
    self.database = database
    self.isNew = isNew
    insertEntry = try database.statement(
      """
      INSERT INTO entry(model, kind, name, precedence, status, created, author, algorithm, run, size, description, facts,
        checksum)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertMetric = try database.statement("INSERT INTO metric VALUES(?, ?, ?)")
    insertFact = try database.statement("INSERT INTO fact VALUES(?, ?, ?)")
    insertArtifact = try database.statement("INSERT OR IGNORE INTO artifact VALUES(?, ?, ?, ?, ?)")
    insertLineage = try database.statement("INSERT OR IGNORE INTO lineage VALUES(?, ?)")
  }

  /// Texts longer than this are not looked for before they are stored.
  static let indexedText = 400
  /// More texts than this are forgotten, and looked up again.
  private static let textsKept = 2_000_000
  private static let setsKept = 500_000

  private func text(_ body: String) throws(DatabaseError) -> Int64 {
    if let known = texts[body] { return known }
    var id: Int64?
    if !isNew, body.utf8.count <= Self.indexedText {
      let find = try database.statement("SELECT id FROM text WHERE body = ?")
      defer { find.reset() }
      try find.bind([.text(body)])
      if try find.step() { id = find.integer(0) }
    }
    if id == nil {
      try database.statement("INSERT INTO text(body) VALUES(?)").run([.text(body)])
      id = database.lastRow
    }
    let found = id ?? 0
    if texts.count >= Self.textsKept { texts = [:] }
    texts[body] = found
    return found
  }

  private func field(_ field: Field) throws(DatabaseError) -> Int64 {
    if let known = fields[field] { return known }
    guard let fact = field.fact else { return 0 }
    let values: [DatabaseValue] = [.text(fact.facts.rawValue), .text(fact.key)]
    try database.statement("INSERT OR IGNORE INTO field(facts, key) VALUES(?, ?)").run(values)
    let find = try database.statement("SELECT id FROM field WHERE facts = ? AND key = ?")
    defer { find.reset() }
    try find.bind(values)
    let id = try find.step() ? find.integer(0) : 0
    fields[field] = id
    return id
  }

  func model(_ name: ModelName) throws(DatabaseError) -> Int64 {
    if let known = models[name] { return known }
    let values: [DatabaseValue] = [.text(name.registry), .text(name.model)]
    try database.statement("INSERT OR IGNORE INTO model(registry, name) VALUES(?, ?)").run(values)
    let find = try database.statement("SELECT id FROM model WHERE registry = ? AND name = ?")
    defer { find.reset() }
    try find.bind(values)
    let id = try find.step() ? find.integer(0) : 0
    models[name] = id
    return id
  }

  // MARK: Models

  /// Replaces what is known of a model itself.
  func put(_ model: ModelName, _ context: FactReader.ModelContext) throws(DatabaseError) {
    let id = try self.model(model)
    if !isNew {
      try database.statement("DELETE FROM alias WHERE model = ?").run([.integer(id)])
      try database.statement("DELETE FROM model_text WHERE model = ?").run([.integer(id)])
    }
    for (version, names) in context.aliases {
      for name in names {
        try database.statement("INSERT INTO alias(model, name, version) VALUES(?, ?, ?)").run([
          .integer(id), .text(name), .text("\(version)"),
        ])
      }
    }
    for text in context.texts {
      try database.statement("INSERT OR IGNORE INTO model_text(model, text) VALUES(?, ?)").run([
        .integer(id), .integer(try self.text(text)),
      ])
    }
  }

  /// Notes the folder that all rows of a model are from.
  ///
  /// - Parameter folder: the id of its tree; nil if it is gone.
  func note(_ folder: ObjectID?, of model: ModelName, _ context: FactReader.ModelContext) throws(DatabaseError) {
    let aliases = Dictionary(uniqueKeysWithValues: context.aliases.map { ("\($0.key)", $0.value) })
    let bytes = folder?.bytes ?? []
    try database.statement("UPDATE model SET folder = ?, checksum = ? WHERE registry = ? AND name = ?").run([
      .bytes(bytes), .integer(Checksum(model, bytes, aliases).column), .text(model.registry), .text(model.model),
    ])
  }

  // MARK: Versions and candidates

  func remove(_ kind: FactRow.Kind, _ name: String, of model: ModelName) throws(DatabaseError) {
    let find = try database.statement("SELECT id, facts FROM entry WHERE model = ? AND kind = ? AND name = ?")
    try find.bind([.integer(try self.model(model)), .integer(kind.rawValue), .text(name)])
    let known = try find.step() ? (id: find.integer(0), facts: find.integer(1)) : nil
    find.reset()
    guard let (id, facts) = known else { return }
    for table in ["metric", "artifact", "lineage"] {
      try database.statement("DELETE FROM \(table) WHERE entry = ?").run([.integer(id)])
    }
    try database.statement("DELETE FROM entry WHERE id = ?").run([.integer(id)])
    // The set goes with the last that has it.
    try database.statement("DELETE FROM fact WHERE facts = ?1 AND NOT EXISTS(SELECT 1 FROM entry WHERE facts = ?1)")
      .run([
        .integer(facts)
      ])
  }

  func put(_ entry: CatalogRow) throws(DatabaseError) {
    let (row, facts) = (entry.row, entry.row.facts)
    try insertEntry.run([
      .integer(try model(row.model)), .integer(row.kind.rawValue), .text(row.name),
      entry.precedence.map { .bytes($0) } ?? .null, DatabaseValue(row.status?.rawValue),
      DatabaseValue(row.created), DatabaseValue(facts.createdBy), DatabaseValue(facts.algorithm),
      DatabaseValue(facts.run), .integer(row.sizeInBytes),
      try facts.description.map { text throws(DatabaseError) in .integer(try self.text(text)) } ?? .null,
      DatabaseValue(try set(of: facts)), .integer(entry.checksum),
    ])
    let id = database.lastRow
    try putMetrics(facts.metrics, of: id)
    for (artifact, digest) in zip(facts.artifacts, entry.digests) {
      try insertArtifact.bind(1, id)
      try insertArtifact.bind(2, try text(artifact.path))
      try insertArtifact.bind(3, try text(artifact.type))
      try insertArtifact.bind(4, digest)
      try insertArtifact.bind(5, artifact.sizeInBytes)
      try insertArtifact.run()
    }
    for input in facts.lineage {
      try insertLineage.bind(1, id)
      try insertLineage.bind(2, try text(input.input))
      try insertLineage.run()
    }
  }

  /// Rows go to the end of their table if they come in the order of their keys, which costs half.
  private func putMetrics(_ metrics: [String: Double], of id: Int64) throws(DatabaseError) {
    var rows: [(key: Int64, value: Double)] = []
    rows.reserveCapacity(metrics.count)
    for (key, value) in metrics { rows.append((try field(.metric(key)), value)) }
    rows.sort { $0.key < $1.key }
    for row in rows {
      try insertMetric.bind(1, id)
      try insertMetric.bind(2, row.key)
      try insertMetric.bind(3, row.value)
      try insertMetric.run()
    }
  }

  /// The set of a row's parameters and tags; nil if it has none.
  private func set(of facts: ModelFacts) throws(DatabaseError) -> Int64? {
    var rows: [(key: Int64, value: Int64)] = []
    rows.reserveCapacity(facts.parameters.count + facts.tags.count)
    for (key, value) in facts.parameters { rows.append((try field(.parameter(key)), try text(FieldValue(value).text))) }
    for (key, value) in facts.tags { rows.append((try field(.tag(key)), try text(value))) }
    guard !rows.isEmpty else { return nil }
    rows.sort { $0.key < $1.key }
    let content = rows.flatMap { [$0.key, $0.value] }
    if let known = sets[content] { return known }
    let id: Int64
    if let nextSet {
      id = nextSet
    } else {
      id = try database.integer("SELECT coalesce(max(facts), 0) + 1 FROM entry") ?? 1
    }
    nextSet = id + 1
    for row in rows {
      try insertFact.bind(1, id)
      try insertFact.bind(2, row.key)
      try insertFact.bind(3, row.value)
      try insertFact.run()
    }
    if sets.count >= Self.setsKept { sets = [:] }
    sets[content] = id
    return id
  }
}
