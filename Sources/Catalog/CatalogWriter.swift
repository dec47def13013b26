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
  private var sets = KnownSets()
  /// Of what was used, by the texts.
  private var inputSets = KnownSets()
  /// What a new catalog gets at the end.
  private var later = SortedRows()
  /// True for a catalog that is made anew, which has nothing that this object did not put there.
  private let isNew: Bool

  // What is run a million times is not looked up by its text.
  private let insertEntry: Statement
  private let insertMetric: Statement
  private let insertFact: Statement
  private let insertArtifact: Statement
  private let insertInput: Statement
  private let insertDigest: Statement

  init(_ database: Database, isNew: Bool) throws(DatabaseError) {
    self.database = database
    self.isNew = isNew
    insertEntry = try database.statement(
      """
      INSERT INTO entry(model, kind, name, precedence, status, created, author, algorithm, run, size, description, facts,
        inputs, metrics, ordinal, checksum)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertMetric = try database.statement("INSERT INTO metric VALUES(?, ?, ?)")
    insertFact = try database.statement("INSERT INTO fact VALUES(?, ?, ?)")
    insertArtifact = try database.statement("INSERT OR IGNORE INTO artifact VALUES(?, ?, ?, ?)")
    insertInput = try database.statement("INSERT OR IGNORE INTO input VALUES(?, ?)")
    insertDigest = try database.statement("INSERT OR IGNORE INTO digest VALUES(?, ?)")
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
        try database.statement("INSERT INTO alias(model, name, version, precedence) VALUES(?, ?, ?, ?)").run([
          .integer(id), .text(name), .text("\(version)"), .bytes(version.precedenceKey),
        ])
      }
    }
    for text in context.texts {
      try database.statement("INSERT OR IGNORE INTO model_text(model, text) VALUES(?, ?)").run([
        .integer(id), .integer(try self.text(text)),
      ])
    }
  }

  /// Notes the folder that all rows of a registry are from, once all of its models have theirs.
  ///
  /// - Parameter folder: the id of its tree; nil if it is gone.
  func note(_ folder: ObjectID?, ofRegistry name: String) throws(DatabaseError) {
    try database.statement("INSERT OR REPLACE INTO registry(name, folder) VALUES(?, ?)").run([
      .text(name), .bytes(folder?.bytes ?? []),
    ])
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
    let precedence = CatalogRow.precedence(kind == .version ? SemanticVersion(name) : nil, name)
    let find = try database.statement(
      "SELECT id, facts, inputs, metrics FROM entry WHERE model = ? AND kind = ? AND precedence = ? AND name = ?")
    try find.bind([.integer(try self.model(model)), .integer(kind.rawValue), .bytes(precedence), .text(name)])
    let known =
      try find.step()
      ? (id: find.integer(0), facts: find.integer(1), inputs: find.integer(2), find.withBytes(3, PackedMetrics.list))
      : nil
    find.reset()
    guard let (id, facts, inputs, metrics) = known else { return }
    for (key, value) in metrics {
      try database.statement("DELETE FROM metric WHERE key = ? AND value = ? AND entry = ?").run([
        .integer(key), .number(value), .integer(id),
      ])
    }
    let digests = try database.statement("SELECT digest FROM artifact WHERE entry = ?")
    try digests.bind(1, id)
    while try digests.step() {
      try database.statement("DELETE FROM digest WHERE beginning = ? AND entry = ?").run([
        .integer(Digest.beginning(of: digests.bytes(0))), .integer(id),
      ])
    }
    digests.reset()
    try database.statement("DELETE FROM artifact WHERE entry = ?").run([.integer(id)])
    try database.statement("DELETE FROM entry WHERE id = ?").run([.integer(id)])
    // A set goes with the last that has it.
    try database.statement("DELETE FROM fact WHERE facts = ?1 AND NOT EXISTS(SELECT 1 FROM entry WHERE facts = ?1)")
      .run([.integer(facts)])
    try database.statement("DELETE FROM input WHERE inputs = ?1 AND NOT EXISTS(SELECT 1 FROM entry WHERE inputs = ?1)")
      .run([.integer(inputs)])
  }

  func put(_ entry: CatalogRow) throws(DatabaseError) {
    let (row, facts) = (entry.row, entry.row.facts)
    let metrics = try metrics(of: facts)
    // Each by itself: for a list of them memory would be taken a million times.
    try insertEntry.bind(1, try model(row.model))
    try insertEntry.bind(2, row.kind.rawValue)
    try insertEntry.bind(3, row.name)
    try insertEntry.bind(4, entry.precedence)
    try insertEntry.bind(5, row.status?.rawValue)
    try insertEntry.bind(6, row.created)
    try insertEntry.bind(7, facts.createdBy)
    try insertEntry.bind(8, facts.algorithm)
    try insertEntry.bind(9, facts.run)
    try insertEntry.bind(10, row.sizeInBytes)
    try insertEntry.bind(11, try facts.description.map { text throws(DatabaseError) in try self.text(text) })
    try insertEntry.bind(12, try set(of: facts))
    try insertEntry.bind(13, try inputs(of: facts))
    try insertEntry.bind(14, metrics.isEmpty ? nil : PackedMetrics.bytes(of: metrics))
    try insertEntry.bind(15, row.ordinal.map { Int64($0) })
    try insertEntry.bind(16, entry.checksum)
    try insertEntry.run()
    let id = database.lastRow
    for (key, value) in metrics { try put(SortedRows.Metric(key: key, value: value, entry: id)) }
    for (artifact, digest) in zip(facts.artifacts, entry.digests) {
      try insertArtifact.bind(1, id)
      try insertArtifact.bind(2, try text(artifact.path))
      try insertArtifact.bind(3, digest)
      try insertArtifact.bind(4, try text(artifact.type))
      try insertArtifact.run()
      try put(SortedRows.Digest(beginning: Digest.beginning(of: digest), entry: id))
    }
  }

  /// Puts what a new catalog has to get in order, and has now.
  func putRest() throws(DatabaseError) {
    let rows = later
    later = SortedRows()
    try rows.inOrder { digests throws(DatabaseError) in
      try insert(digests, into: "INSERT OR IGNORE INTO digest", columns: 2, insert) {
        statement, digest, place throws(DatabaseError) in
        try statement.bind(place, digest.beginning)
        try statement.bind(place + 1, digest.entry)
      }
    } _: { metrics throws(DatabaseError) in
      try insert(metrics, into: "INSERT INTO metric", columns: 3, insert) {
        statement, metric, place throws(DatabaseError) in
        try statement.bind(place, metric.key)
        try statement.bind(place + 1, metric.value)
        try statement.bind(place + 2, metric.entry)
      }
    }
  }

  /// Rows that one statement inserts: to start it takes as long as inserting a row.
  private static let rowsAtOnce = 64

  private func insert<Row>(
    _ rows: [Row], into table: String, columns: Int, _ one: (Row) throws(DatabaseError) -> Void,
    _ bind: (Statement, Row, Int32) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    let row = "(" + Array(repeating: "?", count: columns).joined(separator: ",") + ")"
    let many = try database.statement(
      "\(table) VALUES" + Array(repeating: row, count: Self.rowsAtOnce).joined(separator: ","))
    let whole = rows.count - rows.count % Self.rowsAtOnce
    for start in stride(from: 0, to: whole, by: Self.rowsAtOnce) {
      for offset in 0..<Self.rowsAtOnce { try bind(many, rows[start + offset], Int32(offset * columns + 1)) }
      try many.run()
    }
    for row in rows[whole...] { try one(row) }
  }

  private func put(_ metric: SortedRows.Metric) throws(DatabaseError) {
    if isNew { later.metrics.append(metric) } else { try insert(metric) }
  }

  private func put(_ digest: SortedRows.Digest) throws(DatabaseError) {
    if isNew { later.digests.append(digest) } else { try insert(digest) }
  }

  private func insert(_ metric: SortedRows.Metric) throws(DatabaseError) {
    try insertMetric.bind(1, metric.key)
    try insertMetric.bind(2, metric.value)
    try insertMetric.bind(3, metric.entry)
    try insertMetric.run()
  }

  private func insert(_ digest: SortedRows.Digest) throws(DatabaseError) {
    try insertDigest.bind(1, digest.beginning)
    try insertDigest.bind(2, digest.entry)
    try insertDigest.run()
  }

  private func metrics(of facts: ModelFacts) throws(DatabaseError) -> [(key: Int64, value: Double)] {
    var rows: [(key: Int64, value: Double)] = []
    rows.reserveCapacity(facts.metrics.count)
    for (key, value) in facts.metrics { rows.append((try field(.metric(key)), value)) }
    return rows
  }

  /// The set of what a row was made from; nil if there is nothing.
  private func inputs(of facts: ModelFacts) throws(DatabaseError) -> Int64? {
    guard !facts.lineage.isEmpty else { return nil }
    var texts: [Int64] = []
    for input in facts.lineage { texts.append(try text(input.input)) }
    let (id, isNew) = try inputSets.id(of: texts) { () throws(DatabaseError) in
      try database.integer("SELECT coalesce(max(inputs), 0) + 1 FROM entry") ?? 1
    }
    guard isNew else { return id }
    for text in texts {
      try insertInput.bind(1, id)
      try insertInput.bind(2, text)
      try insertInput.run()
    }
    return id
  }

  /// The sets that were met last: most versions of a model have one of a few.
  private var recent: [(parameters: [String: ParameterValue], tags: [String: String], set: Int64?)] = []
  private static let recentSets = 4

  /// The set of a row's parameters and tags; nil if it has none.
  private func set(of facts: ModelFacts) throws(DatabaseError) -> Int64? {
    if let known = recent.first(where: { $0.parameters == facts.parameters && $0.tags == facts.tags }) {
      return known.set
    }
    let set = try lookUpSet(of: facts)
    if recent.count == Self.recentSets { recent.removeFirst() }
    recent.append((facts.parameters, facts.tags, set))
    return set
  }

  private func lookUpSet(of facts: ModelFacts) throws(DatabaseError) -> Int64? {
    var rows: [(key: Int64, value: Int64)] = []
    rows.reserveCapacity(facts.parameters.count + facts.tags.count)
    for (key, value) in facts.parameters { rows.append((try field(.parameter(key)), try text(FieldValue(value).text))) }
    for (key, value) in facts.tags { rows.append((try field(.tag(key)), try text(value))) }
    guard !rows.isEmpty else { return nil }
    rows.sort { $0.key < $1.key }
    let (id, isNew) = try sets.id(of: rows.flatMap { [$0.key, $0.value] }) { () throws(DatabaseError) in
      try database.integer("SELECT coalesce(max(facts), 0) + 1 FROM entry") ?? 1
    }
    guard isNew else { return id }
    for row in rows {
      try insertFact.bind(1, id)
      try insertFact.bind(2, row.key)
      try insertFact.bind(3, row.value)
      try insertFact.run()
    }
    return id
  }
}
