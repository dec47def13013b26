/// Fields with commas between them: the columns of a table.
package enum FieldList {
  /// Reads `version,metrics.accuracy,tags.task`.
  package static func fields(_ text: String, in scope: SearchScope) throws(FilterError) -> [Field] {
    var parser = try FilterParser(text, in: scope)
    return try parser.list { parser throws(FilterError) in try parser.listedField(for: .both) }
  }
}

extension FilterParser {
  /// Items with commas between them, at least one, up to the end.
  mutating func list<Item>(
    of item: (inout FilterParser) throws(FilterError) -> Item
  ) throws(FilterError) -> [Item] {
    var items = [try item(&self)]
    while current.kind != .end {
      guard current.isSign(",") else {
        throw error("a comma is missing before '\(current.text)'", help: "write ',' between fields", at: current.bytes)
      }
      advance()
      items.append(try item(&self))
    }
    return items
  }

  mutating func listedField(for use: FieldName.Use) throws(FilterError) -> Field {
    guard let name = name() else {
      let place = current.kind == .end ? "at the end" : "before '\(current.text)'"
      throw error(
        "a field is missing \(place)", help: "use one of: \(scope.fieldList(for: use))",
        at: current.bytes)
    }
    guard let field = try field(name, for: use) else { throw unknownField(name, for: use) }
    return field
  }
}
