import Manifests
import Query

/// Puts rows into a catalog, and takes them out.
final class CatalogWriter {
  private let database: Database
  /// Texts and fields that were met, by their ids.
  private var texts: [String: Int64] = [:]
  private var fields: [Field: Int64] = [:]
  private var models: [ModelName: Int64] = [:]
  /// True for a catalog that is made anew, which has nothing that this object did not put there.
  private let isNew: Bool

  init(_ database: Database, isNew: Bool) {
    self.database = database
    self.isNew = isNew
  }

  /// Texts longer than this are not looked for before they are stored.
  static let indexedText = 400
  /// More texts than this are forgotten, and looked up again.
  private static let textsKept = 2_000_000

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

  // MARK: Versions and candidates

  func remove(_ kind: FactRow.Kind, _ name: String, of model: ModelName) throws(DatabaseError) {
    let find = try database.statement("SELECT id FROM entry WHERE model = ? AND kind = ? AND name = ?")
    try find.bind([.integer(try self.model(model)), .integer(kind.rawValue), .text(name)])
    let id = try find.step() ? find.integer(0) : nil
    find.reset()
    guard let id else { return }
    for table in ["metric", "fact", "artifact", "lineage"] {
      try database.statement("DELETE FROM \(table) WHERE entry = ?").run([.integer(id)])
    }
    try database.statement("DELETE FROM entry WHERE id = ?").run([.integer(id)])
  }

  func put(_ row: FactRow) throws(DatabaseError) {
    let facts = row.facts
    func text(_ body: String?) throws(DatabaseError) -> DatabaseValue {
      guard let body else { return .null }
      return .integer(try self.text(body))
    }
    try database.statement(Self.insertEntry).run([
      .integer(try model(row.model)), .integer(row.kind.rawValue), .text(row.name),
      row.number.map { .bytes($0.precedenceKey) } ?? .null, DatabaseValue(row.status?.rawValue),
      DatabaseValue(row.created), DatabaseValue(facts.createdBy), DatabaseValue(facts.algorithm),
      DatabaseValue(facts.run), .integer(facts.artifacts.reduce(0) { $0 + $1.sizeInBytes }),
      try text(facts.description),
    ])
    let id = DatabaseValue.integer(database.lastRow)
    for (key, value) in facts.metrics {
      try database.statement("INSERT INTO metric VALUES(?, ?, ?)").run([
        id, .integer(try field(.metric(key))), .number(value),
      ])
    }
    for (key, value) in facts.parameters {
      try put(id, .parameter(key), FieldValue(value).text)
    }
    for (key, value) in facts.tags { try put(id, .tag(key), value) }
    for artifact in facts.artifacts {
      try database.statement("INSERT OR IGNORE INTO artifact VALUES(?, ?, ?, ?, ?)").run([
        id, .integer(try self.text(artifact.path)), .integer(try self.text(artifact.type)),
        .text(artifact.digest.hex), .integer(artifact.sizeInBytes),
      ])
    }
    for input in facts.lineage {
      try database.statement("INSERT OR IGNORE INTO lineage VALUES(?, ?)").run([
        id, .integer(try self.text(input.input)),
      ])
    }
  }

  private func put(_ id: DatabaseValue, _ field: Field, _ value: String) throws(DatabaseError) {
    try database.statement("INSERT INTO fact VALUES(?, ?, ?)").run([
      id, .integer(try self.field(field)), .integer(try text(value)),
    ])
  }

  private static let insertEntry = """
    INSERT INTO entry(model, kind, name, precedence, status, created, author, algorithm, run, size, description)
    VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
}
