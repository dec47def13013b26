import Manifests
import Query

/// A filter as a condition in SQL on the tables `entry` (`e`) and `model` (`m`).
///
/// The condition holds for every row that the filter matches, and may hold for more: whoever asks reads the manifest and asks the filter
/// itself. So a condition that cannot be said in SQL is left out. What is negated has to be exact.
struct CompiledFilter {
  private(set) var sql = "1"
  private(set) var values: [DatabaseValue] = []
  /// What `matches(text, index)` calls.
  private(set) var tests: [@Sendable (String) -> Bool] = []
  /// Parts of the condition that few rows may fulfil, and what each is about: a query of their ids, to be counted.
  private(set) var narrow: [(field: Field, ids: Condition)] = []

  struct Condition {
    let sql: String
    let values: [DatabaseValue]
    let isExact: Bool

    static let anything = Condition(sql: "1", values: [], isExact: false)
  }

  private let kind: FactRow.Kind
  private let now: Int64

  /// - Parameter now: milliseconds since 1970, from which ages are counted.
  init(_ filter: Filter, _ kind: FactRow.Kind, now: Int64) {
    self.kind = kind
    self.now = now
    if case .and(let parts) = filter {
      for part in parts { note(part) }
    } else {
      note(filter)
    }
    // SQLite takes seconds to prepare thousands; the filter itself is quicker then.
    guard filter.conditionCount <= Self.conditionsAtMost else { return }
    let condition = compiled(filter)
    sql = condition.sql
    values = condition.values
  }

  private static let conditionsAtMost = 200

  private mutating func note(_ part: Filter) {
    if case .comparison(let field, _, _) = part, let ids = ids(of: part) { narrow.append((field, ids)) }
  }

  // MARK: Conditions

  private mutating func compiled(_ filter: Filter) -> Condition {
    switch filter {
    case .word(let word): return self.word(word)
    case .comparison(let field, let relation, let value): return comparison(field, relation, value)
    case .like(let field, let pattern): return like(field, pattern)
    case .oneOf(let field, let values):
      return combined(values.map { comparison(field, .equal, $0) }, " OR ", none: "0")
    case .has(let field): return has(field)
    case .not(let filter):
      let inner = compiled(filter)
      guard inner.isExact else { return .anything }
      return Condition(sql: "NOT (\(inner.sql))", values: inner.values, isExact: true)
    case .and(let filters): return combined(filters.map { compiled($0) }, " AND ", none: "1")
    case .or(let filters): return combined(filters.map { compiled($0) }, " OR ", none: "0")
    }
  }

  private func combined(_ parts: [Condition], _ word: String, none: String) -> Condition {
    guard !parts.isEmpty else { return Condition(sql: none, values: [], isExact: true) }
    return Condition(
      sql: parts.map { "(\($0.sql))" }.joined(separator: word), values: parts.flatMap(\.values),
      isExact: parts.allSatisfy(\.isExact))
  }

  private mutating func comparison(_ field: Field, _ relation: Relation, _ value: FilterValue) -> Condition {
    switch (field, value) {
    case (.metric(let key), .number(let number)):
      guard let wanted = DatabaseValue(number) else { return .anything }
      return Condition(
        sql: "coalesce(\(Self.metric) \(relation.rawValue) ?, 0)",
        values: Self.fieldValues(.metrics, key) + [wanted], isExact: true)
    case (.metric, _): return .anything
    case (.parameter, .text(let text)), (.tag, .text(let text)):
      guard let fact = field.fact else { return .anything }
      return Condition(
        sql:
          "EXISTS(SELECT 1 FROM fact f JOIN text t ON t.id = f.value WHERE f.facts = e.facts AND f.key = \(Self.fieldID) "
          + "AND t.body \(relation.rawValue) ?)",
        values: Self.fieldValues(fact.facts, fact.key) + [.text(text)], isExact: true)
    case (.parameter, _), (.tag, _):
      // Whether a text is a number is for the filter to say.
      let condition = has(field)
      return Condition(sql: condition.sql, values: condition.values, isExact: false)
    case (.attribute(let attribute), _): return comparison(attribute, relation, value)
    }
  }

  private mutating func comparison(_ attribute: Attribute, _ relation: Relation, _ value: FilterValue) -> Condition {
    if attribute == .version { return version(relation, value) }
    if let column = column(of: attribute) {
      switch value {
      case .text(let text) where column.isText:
        return Condition(
          sql: "\(column.name) IS NOT NULL AND \(column.name) \(relation.rawValue) ?", values: [.text(text)],
          isExact: true)
      case .number(let number) where attribute == .size || attribute == .ordinal:
        guard let wanted = DatabaseValue(number) else { return .anything }
        return Condition(sql: "coalesce(\(column.name) \(relation.rawValue) ?, 0)", values: [wanted], isExact: true)
      case .time(let span) where attribute == .created: return time(relation, from: span.start, to: span.end)
      case .age(let age) where attribute == .created:
        let then = now - age.seconds * 1000
        return time(relation, from: then, to: then + 1)
      default: return .anything
      }
    }
    guard case .text(let text) = value, let source = Self.source(of: attribute) else { return .anything }
    return Condition(
      sql: "EXISTS(\(source.sql) AND \(source.text) \(relation.rawValue) ?)", values: [.text(text)], isExact: true)
  }

  private func time(_ relation: Relation, from start: Int64, to end: Int64) -> Condition {
    let (sql, values): (String, [Int64]) =
      switch relation {
      case .equal: ("e.created >= ? AND e.created < ?", [start, end])
      case .less: ("e.created < ?", [start])
      case .lessOrEqual: ("e.created < ?", [end])
      case .greater: ("e.created >= ?", [end])
      case .greaterOrEqual: ("e.created >= ?", [start])
      }
    return Condition(sql: "e.created IS NOT NULL AND \(sql)", values: values.map { .integer($0) }, isExact: true)
  }

  private mutating func version(_ relation: Relation, _ value: FilterValue) -> Condition {
    guard kind == .version else { return .anything }
    if case .range(let range) = value, relation == .equal {
      let test = self.test { SemanticVersion($0).map(range.contains) ?? false }
      return Condition(sql: "matches(e.name, \(test))", values: [], isExact: true)
    }
    guard case .version(let wanted) = value else { return .anything }
    return Condition(
      sql: "e.precedence \(relation.rawValue) ?", values: [.bytes(wanted.precedenceKey)],
      isExact: wanted.build.isEmpty || relation != .equal)
  }

  private func has(_ field: Field) -> Condition {
    switch field {
    case .metric(let key):
      return Condition(
        sql: "\(Self.metric) IS NOT NULL",
        values: Self.fieldValues(.metrics, key), isExact: true)
    case .parameter, .tag:
      guard let fact = field.fact else { return .anything }
      return Condition(
        sql: "EXISTS(SELECT 1 FROM fact WHERE facts = e.facts AND key = \(Self.fieldID))",
        values: Self.fieldValues(fact.facts, fact.key), isExact: true)
    case .attribute(let attribute):
      if let column = column(of: attribute) {
        return Condition(sql: "\(column.name) IS NOT NULL", values: [], isExact: true)
      }
      guard let source = Self.source(of: attribute) else { return .anything }
      return Condition(sql: "EXISTS(\(source.sql))", values: [], isExact: true)
    }
  }

  private mutating func like(_ field: Field, _ pattern: LikePattern) -> Condition {
    let test = self.test { pattern.matches($0) }
    switch field {
    case .tag, .parameter:
      guard let fact = field.fact else { return .anything }
      return Condition(
        sql:
          "EXISTS(SELECT 1 FROM fact f JOIN text t ON t.id = f.value WHERE f.facts = e.facts AND f.key = \(Self.fieldID) "
          + "AND matches(t.body, \(test)))",
        values: Self.fieldValues(fact.facts, fact.key), isExact: true)
    case .attribute(let attribute):
      if let column = column(of: attribute), column.isText {
        return Condition(
          sql: "\(column.name) IS NOT NULL AND matches(\(column.name), \(test))", values: [], isExact: true)
      }
      guard let source = Self.source(of: attribute) else { return .anything }
      return Condition(sql: "EXISTS(\(source.sql) AND matches(\(source.text), \(test)))", values: [], isExact: true)
    case .metric: return .anything
    }
  }

  private mutating func word(_ word: String) -> Condition {
    let pattern = LikePattern(containing: word)
    let test = self.test { pattern.matches($0) }
    // Each text is looked at once, however many rows have it.
    let found = "(SELECT id FROM text WHERE matches(body, \(test)))"
    let tags = "(SELECT id FROM field WHERE facts = 'tags')"
    return Condition(
      sql: """
        m.id IN (SELECT id FROM model WHERE matches(registry, \(test)) OR matches(name, \(test))) OR matches(e.name, \(test)) \
        OR e.description IS NOT NULL AND e.description IN \(found) OR m.id IN (SELECT model FROM model_text WHERE text IN \(found)) \
        OR EXISTS(SELECT 1 FROM fact WHERE facts = e.facts AND value IN \(found) AND key IN \(tags)) \
        OR EXISTS(SELECT 1 FROM fact WHERE facts = e.facts AND key IN \
        (SELECT id FROM field WHERE facts = 'tags' AND matches(key, \(test))))
        """, values: [], isExact: true)
  }

  private mutating func test(_ body: @escaping @Sendable (String) -> Bool) -> Int {
    tests.append(body)
    return tests.count - 1
  }

  // MARK: Where values are

  static let fieldID = "(SELECT id FROM field WHERE facts = ? AND key = ?)"

  /// An entry's metric, whose key is the next two values; null if it is not there.
  static let metric = "metric_of(e.metrics, \(fieldID))"

  /// A version's ordinal; null if it has none.
  static let ordinal = "ordinal_of(m.id, m.registry, m.name, e.name, e.ordinal)"

  static func fieldValues(_ facts: Field.Facts, _ key: String) -> [DatabaseValue] {
    [.text(facts.rawValue), .text(key)]
  }

  private func column(of attribute: Attribute) -> (name: String, isText: Bool)? {
    switch attribute {
    case .registry: ("m.registry", true)
    case .model: ("m.name", true)
    case .name: kind == .candidate ? ("e.name", true) : ("m.name", true)
    case .status: kind == .version ? ("e.status", true) : nil
    case .by: ("e.author", true)
    case .algorithm: ("e.algorithm", true)
    case .run: ("e.run", true)
    case .created: ("e.created", false)
    case .size: ("e.size", false)
    case .ordinal: kind == .version ? (Self.ordinal, false) : nil
    default: nil
    }
  }

  /// The texts of an attribute that has several.
  private static func source(of attribute: Attribute) -> (sql: String, text: String)? {
    switch attribute {
    case .alias: ("SELECT 1 FROM alias WHERE model = e.model AND version = e.name AND e.kind = 0", "alias.name")
    case .digest: ("SELECT 1 FROM artifact WHERE entry = e.id", "('sha256:' || lower(hex(artifact.digest)))")
    case .artifactType: ("SELECT 1 FROM artifact JOIN text t ON t.id = type WHERE entry = e.id", "t.body")
    case .artifactPath: ("SELECT 1 FROM artifact JOIN text t ON t.id = path WHERE entry = e.id", "t.body")
    case .lineage: ("SELECT 1 FROM input JOIN text t ON t.id = text WHERE inputs = e.inputs", "t.body")
    default: nil
    }
  }

  // MARK: The few

  /// A query of the rows that fulfil a part of the filter, by an index; nil if there is none for it.
  private func ids(of part: Filter) -> Condition? {
    guard case .comparison(let field, let relation, let value) = part else { return nil }
    switch (field, value) {
    case (.metric(let key), .number(let number)):
      guard let wanted = DatabaseValue(number) else { return nil }
      return Condition(
        sql: "SELECT entry FROM metric WHERE key = \(Self.fieldID) AND value \(relation.rawValue) ?",
        values: Self.fieldValues(.metrics, key) + [wanted], isExact: true)
    case (.tag, .text(let text)) where relation == .equal, (.parameter, .text(let text)) where relation == .equal:
      guard let fact = field.fact else { return nil }
      return Condition(
        sql: "SELECT n.id FROM fact f JOIN entry n ON n.facts = f.facts "
          + "WHERE f.key = \(Self.fieldID) AND f.value IN (SELECT id FROM text WHERE body = ?)",
        values: Self.fieldValues(fact.facts, fact.key) + [.text(text)], isExact: true)
    case (.attribute(.alias), .text(let text)) where relation == .equal:
      return Condition(
        sql:
          "SELECT n.id FROM alias a JOIN entry n ON n.model = a.model AND n.kind = 0 AND n.precedence = a.precedence "
          + "AND n.name = a.version WHERE a.name = ?",
        values: [.text(text)], isExact: true)
    case (.attribute(.digest), .text(let text)) where relation == .equal:
      return Condition(
        sql: "SELECT entry FROM digest WHERE beginning = ?",
        values: [Digest(text).map { .integer($0.beginning) } ?? .null], isExact: false)
    case (.attribute(.lineage), .text(let text)) where relation == .equal:
      return Condition(
        sql: "SELECT n.id FROM input i JOIN entry n ON n.inputs = i.inputs "
          + "WHERE i.text IN (SELECT id FROM text WHERE body = ?)", values: [.text(text)], isExact: true)
    case (.attribute(.model), .text(let text)) where relation == .equal:
      return Condition(
        sql: "SELECT n.id FROM model o JOIN entry n ON n.model = o.id WHERE o.name = ?", values: [.text(text)],
        isExact: true)
    default: return nil
    }
  }
}

extension DatabaseValue {
  /// Nil for NaN, which SQLite has no place for, and which no manifest has.
  init?(_ number: Number) {
    switch number {
    case .integer(let value): self = .integer(value)
    case .double(let value):
      if value.isNaN { return nil }
      self = .number(value)
    }
  }
}
