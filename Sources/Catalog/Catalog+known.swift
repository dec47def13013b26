import Git
package import Query
package import RegistryStore

/// What can be offered to whoever types a question. Bounded, and not complete: of a key with a million values, a few are given.
extension Catalog {
  /// The catalog of a snapshot as it lies there; nil if there is none, or one of another snapshot. Nothing is made or brought up to date.
  package static func known(of snapshot: CommitSnapshot) -> Catalog? {
    // Whatever keeps it from being read, completion offers less.
    try? current(path(in: snapshot.repository), snapshot.tree)
  }

  /// The keys of metrics, parameters or tags, sorted.
  package func keys(of facts: Field.Facts, beginning prefix: String) throws -> [String] {
    try texts("SELECT key FROM field WHERE facts = ?2 AND \(Self.begins("key")) ORDER BY key", prefix, facts.rawValue)
  }

  /// Values that a field has, sorted; none for fields of which nobody types the values.
  package func values(of field: Field, beginning prefix: String) throws -> [String] {
    switch field {
    case .tag(let key):
      return try texts(
        Self.distinct("value", of: "fact", where: "key = (SELECT id FROM field WHERE facts = 'tags' AND key = ?2)")
          + "SELECT body FROM one JOIN text ON id = value WHERE \(Self.begins("body")) ORDER BY body", prefix, key)
    case .attribute(.alias):
      return try texts(
        Self.distinct("name", of: "alias", where: "1")
          + "SELECT name FROM one WHERE name IS NOT NULL AND \(Self.begins("name")) ORDER BY name", prefix)
    case .attribute(.model):
      return try texts("SELECT DISTINCT name FROM model WHERE \(Self.begins("name")) ORDER BY name", prefix)
    default: return []
    }
  }

  /// More than anybody reads in a list of a shell.
  private static let offersAtMost = 200
  /// Different values that are looked at.
  private static let valuesAtMost = 5000

  private static func begins(_ column: String) -> String { "substr(\(column), 1, length(?1)) = ?1" }

  /// A table `one` of a column's different values, from one to the next by its index, so that it does not matter how many rows have each.
  private static func distinct(_ column: String, of table: String, where condition: String) -> String {
    """
    WITH RECURSIVE one(\(column)) AS (
      SELECT min(\(column)) FROM \(table) WHERE \(condition)
      UNION ALL
      SELECT (SELECT min(t.\(column)) FROM \(table) t WHERE \(condition) AND t.\(column) > one.\(column))
      FROM one WHERE one.\(column) IS NOT NULL LIMIT \(valuesAtMost))

    """
  }

  private func texts(_ sql: String, _ values: String...) throws -> [String] {
    let rows = try database.statement(sql + " LIMIT \(Self.offersAtMost)")
    defer { rows.reset() }
    try rows.bind(values.map { .text($0) })
    var texts: [String] = []
    while try rows.step() { texts.append(rows.text(0)) }
    return texts
  }
}
