import Diagnostics
internal import GRDB
import Query

/// A search as one statement, which answers exactly what the filter asks for.
///
/// Of MLflow's grammar every condition can be said in SQL; patterns are left to ``LikePattern``.
struct SearchStatement {
  private let table: SearchTable
  private var conditions: [String] = []
  private var order: [String] = []
  private var arguments: [(any DatabaseValueConvertible)?] = []

  init(_ table: SearchTable) { self.table = table }

  // MARK: Conditions

  mutating func add(_ condition: String, _ arguments: [(any DatabaseValueConvertible)?]) {
    conditions.append(condition)
    self.arguments += arguments
  }

  /// Leaves what is in the stages of a view.
  mutating func add(_ view: ViewType) {
    guard view.stages.count == 1 else { return }
    add("\(table.alias).stage = ?", view.stages.map(\.rawValue))
  }

  /// Leaves what is in some experiments.
  mutating func add(experiments: [Int64]) {
    // With one, its index has the runs in their order.
    if experiments.count == 1 {
      add("\(table.alias).experiment = ?", experiments)
    } else {
      add("\(table.alias).experiment \(inList)", [experiments.jsonList])
    }
  }

  mutating func add(_ filter: Filter) throws(RunStoreError) {
    if case .not(let inner) = filter { try add(inner, isNegated: true) } else { try add(filter, isNegated: false) }
  }

  private mutating func add(_ filter: Filter, isNegated: Bool) throws(RunStoreError) {
    switch filter {
    case .has(let field):
      let (sql, arguments) = presence(try source(field))
      add(isNegated ? "NOT \(sql)" : sql, arguments)
    case .comparison(let field, let relation, let value):
      try add(field, isNegated: isNegated) { source throws(RunStoreError) in
        try Self.comparison(source, relation, value)
      }
    case .like(let field, let pattern):
      try add(field, isNegated: isNegated) { source in
        ("matches(\(Self.value(source)), ?, ?)", [pattern.text, pattern.isCaseSensitive])
      }
    case .oneOf(let field, let values):
      let list = JSONValue.array(values.map { .string(Self.text($0)) }).line
      try add(field, isNegated: isNegated) { source in ("\(Self.value(source)) \(inList)", [list]) }
    case .word, .not, .and, .or: throw Self.unsaid
    }
  }

  private typealias Condition = (sql: String, arguments: [(any DatabaseValueConvertible)?])

  /// Adds a condition on a field's value, or its opposite: either holds only if the row has the field.
  private mutating func add(
    _ field: Field, isNegated: Bool, _ condition: (SearchTable.Source) throws(RunStoreError) -> Condition
  ) throws(RunStoreError) {
    let source = try source(field)
    let (sql, arguments) = try condition(source)
    let test = isNegated ? "NOT (\(sql))" : "(\(sql))"
    switch source {
    case .column(let column): add("(\(column) IS NOT NULL AND \(test))", arguments)
    case .rows(let rows): add("EXISTS (SELECT 1 \(rows.from) AND \(test))", rows.arguments + arguments)
    }
  }

  private func presence(_ source: SearchTable.Source) -> Condition {
    switch source {
    case .column(let column): ("(\(column) IS NOT NULL)", [])
    case .rows(let rows): ("EXISTS (SELECT 1 \(rows.from))", rows.arguments)
    }
  }

  private func source(_ field: Field) throws(RunStoreError) -> SearchTable.Source {
    guard let source = table.source(field) else { throw Self.unsaid }
    return source
  }

  private static func value(_ source: SearchTable.Source) -> String {
    switch source {
    case .column(let column): column
    case .rows(let rows): rows.value
    }
  }

  private static func text(_ value: FilterValue) -> String {
    if case .text(let text) = value { text } else { "\(value)" }
  }

  private static func comparison(
    _ source: SearchTable.Source, _ relation: Relation, _ value: FilterValue
  ) throws(RunStoreError) -> Condition {
    let column = Self.value(source)
    switch value {
    case .text(let text): return ("\(column) \(relation.rawValue) ?", [text])
    case .number(let number): return comparison(source, column, relation, number)
    case .time(let span):
      return switch relation {
      case .equal: ("\(column) >= ? AND \(column) < ?", [span.start, span.end])
      case .less: ("\(column) < ?", [span.start])
      case .lessOrEqual: ("\(column) < ?", [span.end])
      case .greater: ("\(column) >= ?", [span.end])
      case .greaterOrEqual: ("\(column) >= ?", [span.start])
      }
    case .version, .range, .age: throw unsaid
    }
  }

  /// NaN is equal to NaN alone, and neither less nor greater than anything.
  private static func comparison(
    _ source: SearchTable.Source, _ column: String, _ relation: Relation, _ number: Number
  ) -> Condition {
    var isNaN = "0"
    if case .rows(let rows) = source, let mark = rows.isNaN { isNaN = mark }
    if number.isNaN { return relation == .equal ? (isNaN, []) : ("0", []) }
    let wanted: any DatabaseValueConvertible =
      switch number {
      case .integer(let integer): integer
      case .double(let double): double
      }
    return ("NOT \(isNaN) AND \(column) \(relation.rawValue) ?", [wanted])
  }

  /// What MLflow's grammar does not have, and the parser refuses.
  private static let unsaid = RunStoreError.invalid("Invalid filter: only conditions joined by AND are supported.")

  // MARK: Order

  /// Sorts by a key: what lacks it is last in both directions, NaN before that. Called after all conditions.
  ///
  /// - Parameter other: where the field is, if not where conditions find it.
  mutating func sort(by key: Sort.Key, in other: SearchTable? = nil) throws(RunStoreError) {
    let direction = key.isDescending ? " DESC" : ""
    guard let source = (other ?? table).source(key.field) else { throw Self.unsaid }
    switch source {
    case .column(let column): order += ["\(column) IS NULL", column + direction]
    case .rows(let rows):
      func first(_ column: String) -> String { "(SELECT \(column) \(rows.from) \(rows.first) LIMIT 1)" }
      order += [
        rows.isNaN.map { "coalesce(\(first($0)), 2)" } ?? "\(first(rows.value)) IS NULL",
        first(rows.value) + direction,
      ]
      arguments += rows.arguments + rows.arguments
    }
  }

  /// The numbers of the rows that a page has, and of one more.
  func rows(_ question: SearchQuestion, in database: Database) throws -> [Int64] {
    let sql = """
      SELECT \(table.alias).id FROM \(table.name) WHERE \(conditions.joined(separator: " AND "))
      ORDER BY \((order + [table.order]).joined(separator: ", ")) LIMIT ? OFFSET ?
      """
    let statement = try database.makeStatement(sql: sql)
    let bound = try Database.checked(arguments + [question.limit + 1, question.offset])
    return try Int64.fetchAll(statement, arguments: bound)
  }
}
