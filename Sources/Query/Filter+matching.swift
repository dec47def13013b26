import Manifests

extension Filter {
  /// True if a row is what the filter asks for. Slow and plain: what is compiled must answer the same.
  ///
  /// - Parameter now: milliseconds since 1970, from which ages are counted.
  package func matches(_ row: some SearchRow, now: Int64) -> Bool {
    switch self {
    case .word(let word):
      let pattern = LikePattern(containing: word)
      return row.texts.contains { pattern.matches($0) }
    case .comparison(let field, let relation, let value):
      return row.values(of: field).contains { $0.fulfils(relation, value, now: now) }
    case .like(let field, let pattern): return row.values(of: field).contains { pattern.matches($0.text) }
    case .oneOf(let field, let values):
      return row.values(of: field).contains { one in values.contains { one.fulfils(.equal, $0, now: now) } }
    case .has(let field): return !row.values(of: field).isEmpty
    case .not(let filter): return !filter.matches(row, now: now)
    case .and(let filters): return filters.allSatisfy { $0.matches(row, now: now) }
    case .or(let filters): return filters.contains { $0.matches(row, now: now) }
    }
  }
}

extension FieldValue {
  /// True if this value stands in a relation to one of a filter.
  func fulfils(_ relation: Relation, _ value: FilterValue, now: Int64) -> Bool {
    switch value {
    case .number(let wanted):
      guard let number else { return false }
      return number.order(wanted).map(relation.holds) ?? (relation == .equal && number == wanted)
    case .text(let wanted): return relation.holds(for: Self.order(text.utf8, wanted.utf8))
    case .version(let wanted):
      guard case .version(let version) = self else { return false }
      if relation == .equal, !wanted.build.isEmpty { return version == wanted }
      return relation.holds(for: version.precedes(wanted) ? -1 : wanted.precedes(version) ? 1 : 0)
    case .range(let range):
      guard case .version(let version) = self else { return false }
      return relation == .equal && range.contains(version)
    case .time(let span):
      guard case .time(let instant) = self else { return false }
      return relation.holds(for: span.order(of: instant))
    case .age(let age):
      guard case .time(let instant) = self else { return false }
      let then = now - age.seconds * 1000
      return relation.holds(for: instant < then ? -1 : instant > then ? 1 : 0)
    }
  }

  /// Texts by their bytes, as SQL compares them.
  static func order(_ one: String.UTF8View, _ two: String.UTF8View) -> Int {
    one.lexicographicallyPrecedes(two) ? -1 : two.lexicographicallyPrecedes(one) ? 1 : 0
  }
}
