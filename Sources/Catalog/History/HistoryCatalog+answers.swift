package import Git
package import Manifests
package import RegistryStore

extension HistoryCatalog: HistoryIndex {
  package func stop(from start: ObjectID, about reference: Reference) -> HistoryStop? {
    if ahead?.reference == reference, let stop = ahead?.first(from: start) { return stop }
    // Which commits are asked about decides how others landed, where pushes are in disorder.
    ahead = asked { state in
      guard state.isRegular, let first = try Self.position(of: start, in: database) else { return nil }
      return try HistoryStops(stopsAtOnce, from: first, about: reference, in: database)
    }
    return ahead?.first(from: start)
  }

  /// One question, if the catalog still is of the same commit and record. Nobody waits for whoever looks at the answers.
  ///
  /// - Returns: nil too if it is damaged where nobody looked yet.
  private func asked<Answer>(_ body: (State) throws -> Answer?) -> Answer? {
    do {
      try database.run("SAVEPOINT question")
      defer { try? database.run("RELEASE question") }
      let state = try State(of: database)
      return state.isOf(source) ? try body(state) : nil
    } catch { return nil }
  }

  package func landing(of commit: ObjectID) -> Timeline.Landing? {
    guard let known = ahead?.landing(of: commit) ?? asked({ try $0.isRegular ? known(commit) : nil }) else {
      return nil
    }
    switch known {
    case .at(let time): return Timeline.Landing(at: time)
    case .by(let entry, let commits):
      // Where the entry cannot be read, the record is, and says why.
      return (try? PushLog(of: source.repository).entry(entry)).map { Timeline.Landing(by: $0, with: commits) }
    }
  }

  /// What the tables say of how a commit landed.
  enum Known {
    case at(Int64)
    /// By an entry of the record, with so many commits.
    case by(ObjectID, Int)

    /// - Parameter place: where a row has the push that brought the commit: `new`, `old` and `entry`; null for none.
    init(_ row: Statement, at position: Int64, time: Int64, pushFrom place: Int32) {
      if !row.isNull(place), row.integer(place + 1) < position, let entry = ObjectID(hex: row.text(place + 2)) {
        self = .by(entry, Int(row.integer(place) - row.integer(place + 1)))
      } else {
        self = .at(time)
      }
    }
  }

  private func known(_ commit: ObjectID) throws(DatabaseError) -> Known? {
    let rows = try database.statement(
      """
      SELECT s.position, s.time, p.new, p.old, p.entry FROM step s
      LEFT JOIN push p ON p.new = (SELECT min(new) FROM push WHERE new >= s.position) WHERE s.id = ?
      """)
    defer { rows.reset() }
    try rows.bind([.text("\(commit)")])
    return try rows.step() ? Known(rows, at: rows.integer(0), time: rows.integer(1), pushFrom: 2) : nil
  }

  /// When something in a model's folder changed first and last, as the commits are dated, in seconds since 1970; nil if nothing did.
  package func times(of model: ModelName) -> (first: Int64, last: Int64)? {
    asked { _ in
      let rows = try database.statement(
        """
        SELECT (SELECT time FROM step WHERE position = (SELECT min(position) FROM touched WHERE folder = f.id)),
        (SELECT time FROM step WHERE position = (SELECT max(position) FROM touched WHERE folder = f.id))
        FROM folder f WHERE registry = ? AND model = ?
        """)
      defer { rows.reset() }
      try rows.bind([.text(model.registry), .text(model.model)])
      guard try rows.step(), !rows.isNull(0) else { return nil }
      return (rows.integer(0), rows.integer(1))
    }
  }

  /// When the manifests of a model's versions were last edited, as the commits are dated, in seconds since 1970, by version; nothing of
  /// those that are as they came.
  package func edits(of model: ModelName) -> [String: Int64] {
    let found: [String: Int64]? = asked { _ in
      let rows = try database.statement(
        """
        SELECT version, max(time) FROM edited JOIN step USING (position)
        WHERE folder = (SELECT id FROM folder WHERE registry = ? AND model = ?) GROUP BY version
        """)
      defer { rows.reset() }
      try rows.bind([.text(model.registry), .text(model.model)])
      var edits: [String: Int64] = [:]
      while try rows.step() { edits[rows.text(0)] = rows.integer(1) }
      return edits
    }
    return found ?? [:]
  }

  /// Which of a model's versions one was, counted from 1; nil if it never was there.
  func ordinal(of version: String, in model: ModelName) throws(DatabaseError) -> Int? {
    let rows = try database.statement(
      """
      SELECT value FROM ordinal WHERE folder = (SELECT id FROM folder WHERE registry = ? AND model = ?) AND version = ?
      ORDER BY position LIMIT 1
      """)
    defer { rows.reset() }
    try rows.bind([.text(model.registry), .text(model.model), .text(version)])
    return try rows.step() ? Int(rows.integer(0)) : nil
  }

  /// Which of a model's versions each one was, counted from 1, by their numbers.
  func ordinals(of model: ModelName) throws(DatabaseError) -> [String: Int] {
    let rows = try database.statement(
      """
      SELECT version, value FROM ordinal WHERE folder = (SELECT id FROM folder WHERE registry = ? AND model = ?)
      ORDER BY version, position
      """)
    defer { rows.reset() }
    try rows.bind([.text(model.registry), .text(model.model)])
    var ordinals: [String: Int] = [:]
    while try rows.step() {
      // The first is its own; what its manifest was given later counts for the others alone.
      let version = rows.text(0)
      if ordinals[version] == nil { ordinals[version] = Int(rows.integer(1)) }
    }
    return ordinals
  }

  /// Keeps what is there now as long as this object lives.
  ///
  /// - Returns: false if it is of something else by now, or does not have a commit.
  func hold(_ commit: ObjectID) throws(DatabaseError) -> Bool {
    try database.run("BEGIN")
    guard try State(of: database).isOf(source) else { return false }
    return try Self.position(of: commit, in: database) != nil
  }
}
