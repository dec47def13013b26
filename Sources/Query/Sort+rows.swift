extension Sort {
  /// Rows in this order; those that the keys do not tell apart in another one, or as they were.
  ///
  /// - Parameter isBefore: the other order; nil for leaving them as they were.
  package func ordered<Row: SearchRow>(_ rows: [Row], then isBefore: ((Row, Row) -> Bool)? = nil) -> [Row] {
    guard !keys.isEmpty || isBefore != nil else { return rows }
    let values = rows.map { row in keys.map { $0.value(of: row) } }
    return rows.indices.sorted { one, two in
      let order = order(values[one], values[two])
      if order != 0 { return order < 0 }
      if let isBefore {
        if isBefore(rows[one], rows[two]) { return true }
        if isBefore(rows[two], rows[one]) { return false }
      }
      return one < two
    }.map { rows[$0] }
  }
}
