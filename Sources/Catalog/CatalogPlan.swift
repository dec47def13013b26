import Manifests
import Query

/// One query of a catalog that gives names of rows, in an order in which the first that match are the answer.
struct CatalogPlan {
  let sql: String
  let values: [DatabaseValue]
  /// True if rows come in their last order; false if those with one value may have to be sorted further.
  let isFinal: Bool

  /// What a row is ordered by; nil if it is by names.
  func value(of row: Statement) -> DatabaseValue? { row.isNull(3) ? nil : .number(row.number(3)) }

  /// Where ``KnownRows/columns`` begin.
  static let placeOfKnown: Int32 = 4

  /// The registry, the model, the row's name, the value that it is ordered by, and what is known of it.
  private static func columns(_ value: String = "NULL") -> String {
    "m.registry, m.name, e.name, \(value), \(KnownRows.columns)"
  }

  /// By names, then the latest version first; versions that differ in build metadata alone by that.
  private static func usualOrder(_ kind: FactRow.Kind) -> String {
    "m.registry, m.name, " + (kind == .version ? "e.precedence DESC, e.name DESC" : "e.name")
  }

  /// The plans, to be asked one after the other until there are enough rows.
  static func plans(
    of search: FactSearch, _ condition: CompiledFilter, in database: Database
  ) throws(DatabaseError) -> [CatalogPlan] {
    var sql = "e.kind = \(search.kind.rawValue)"
    var values: [DatabaseValue] = []
    if let registry = search.registry {
      sql += " AND m.registry = ?"
      values.append(.text(registry))
    }
    if let model = search.model {
      sql += " AND m.name = ?"
      values.append(.text(model))
    }
    // What rows are sorted by is an index of its own, which ends as soon as there are enough of them.
    let first = search.limit == nil ? nil : search.sort.keys.first?.field
    var few = try fewest(condition.narrow.filter { $0.field != first }.map(\.ids), in: database)
    if few != nil { few = try fewest(condition.narrow.map(\.ids), in: database) }
    if let few {
      sql += " AND e.id IN (\(few.sql))"
      values += few.values
    }
    sql += " AND (\(condition.sql))"
    values += condition.values
    // The planner knows nothing of how many rows there are: the outer table is the one that gives the order, or the few.
    let byEntry = "FROM entry e CROSS JOIN model m ON m.id = e.model WHERE \(sql)"
    let byModel = "FROM model m CROSS JOIN entry e ON e.model = m.id WHERE \(sql)"
    let from = few == nil ? byModel : byEntry
    guard let key = search.sort.keys.first else {
      let sql = "SELECT \(columns()) \(from) ORDER BY \(usualOrder(search.kind))"
      return [CatalogPlan(sql: sql, values: values, isFinal: true)]
    }
    let direction = key.isDescending ? "DESC" : "ASC"
    switch key.field {
    case .metric(let name):
      let fact = CompiledFilter.fieldValues(.metrics, name)
      let metric = CompiledFilter.metric
      let having =
        if few == nil {
          "SELECT \(columns("s.value")) FROM metric s CROSS JOIN entry e ON e.id = s.entry CROSS JOIN model m ON m.id = e.model "
            + "WHERE s.key = \(CompiledFilter.fieldID) AND \(sql) ORDER BY s.value \(direction), \(usualOrder(search.kind))"
        } else {
          "SELECT * FROM (SELECT \(columns("\(metric) AS value")) \(byEntry)) WHERE value IS NOT NULL ORDER BY value \(direction)"
        }
      let lacking =
        "SELECT \(columns()) \(from) AND \(metric) IS NULL ORDER BY \(usualOrder(search.kind))"
      return [
        CatalogPlan(sql: having, values: fact + values, isFinal: few == nil && isWhole(search)),
        CatalogPlan(sql: lacking, values: values + fact, isFinal: isWhole(search)),
      ]
    case .attribute(.created), .attribute(.size), .attribute(.ordinal):
      let (column, table) =
        switch key.field {
        case .attribute(.size): ("e.size", byEntry)
        case .attribute(.created): ("e.created", byEntry)
        default: (CompiledFilter.ordinal, from)
        }
      return [
        CatalogPlan(
          sql:
            "SELECT \(columns(column)) \(table) AND \(column) IS NOT NULL ORDER BY \(column) \(direction), \(usualOrder(search.kind))",
          values: values,
          isFinal: isWhole(search)),
        CatalogPlan(
          sql: "SELECT \(columns()) \(from) AND \(column) IS NULL ORDER BY \(usualOrder(search.kind))", values: values,
          isFinal: isWhole(search)),
      ]
    default:
      // In no order that helps: all rows are read.
      return [CatalogPlan(sql: "SELECT \(columns()) \(from)", values: values, isFinal: false)]
    }
  }

  private static func isWhole(_ search: FactSearch) -> Bool { search.sort.keys.count == 1 }

  // MARK: The few

  /// Up to so many rows are cheaper to take one by one than to look for among all.
  private static let fewAtMost = 5000

  /// The part of a filter that the fewest rows fulfil, if they are few.
  private static func fewest(
    _ parts: [CompiledFilter.Condition], in database: Database
  ) throws(DatabaseError) -> CompiledFilter.Condition? {
    var best: (part: CompiledFilter.Condition, count: Int)?
    for part in parts {
      let atMost = (best?.count ?? fewAtMost + 1) - 1
      // To skip rows is a third of what counting them costs.
      let more = try database.statement("\(part.sql) LIMIT 1 OFFSET \(atMost)")
      defer { more.reset() }
      try more.bind(part.values)
      guard try !more.step() else { continue }
      let count = try database.statement("SELECT count(*) FROM (\(part.sql))")
      defer { count.reset() }
      try count.bind(part.values)
      best = (part, try count.step() ? Int(count.integer(0)) : 0)
    }
    return best?.part
  }
}
