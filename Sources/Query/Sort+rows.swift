extension Sort {
  /// Rows in this order; those that the keys do not tell apart stay as they were.
  package func ordered<Row: SearchRow>(_ rows: [Row]) -> [Row] {
    guard !keys.isEmpty else { return rows }
    return rows.enumerated().sorted { one, two in
      if precedes(one.element, two.element) { return true }
      return precedes(two.element, one.element) ? false : one.offset < two.offset
    }.map(\.element)
  }
}
