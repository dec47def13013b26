/// The order of a table's rows: by its first key, those that are equal in it by the second, and so on.
package struct Sort: Hashable, Sendable {
  package struct Key: Hashable, Sendable {
    package let field: Field
    package let isDescending: Bool

    package init(_ field: Field, isDescending: Bool = false) {
      self.field = field
      self.isDescending = isDescending
    }
  }

  package let keys: [Key]

  package init(_ keys: [Key]) { self.keys = keys }

  /// Reads `-metrics.accuracy,version`, or MLflow's `metrics.accuracy DESC, name`.
  package init(_ text: String, in scope: SearchScope) throws(FilterError) { try self.init(orderBy: [text], in: scope) }

  /// Reads MLflow's `order_by`: a list of texts, each a key or several.
  package init(orderBy texts: [String], in scope: SearchScope) throws(FilterError) {
    var keys: [Key] = []
    var fields: Set<Field> = []
    for text in texts {
      var parser = try FilterParser(text, in: scope)
      keys += try parser.list { parser throws(FilterError) in
        let start = parser.current.bytes.lowerBound
        let key = try parser.sortKey()
        guard fields.insert(key.field).inserted else {
          throw parser.error(
            "\(scope.name(of: key.field)) appears twice", help: "leave one of them out",
            at: start..<parser.lastBytes.upperBound)
        }
        return key
      }
    }
    self.keys = keys
  }

  /// The order as text that reads as the same order again.
  package func text(in scope: SearchScope) -> String {
    keys.map { ($0.isDescending ? "-" : "") + scope.name(of: $0.field) }.joined(separator: ",")
  }
}

extension FilterParser {
  mutating func sortKey() throws(FilterError) -> Sort.Key {
    let isMarked = current.kind == .word && current.text.utf8.first == UInt8(ascii: "-")
    if isMarked { dropMinus() }
    let field = try listedField(for: .sort)
    switch current.keyword {
    case "asc" where !isMarked, "desc" where !isMarked:
      defer { advance() }
      return Sort.Key(field, isDescending: current.keyword == "desc")
    case "asc", "desc":
      throw error("'-' and \(current.text) both give the direction", help: "leave one of them out", at: current.bytes)
    case .some:
      throw error(
        "'\(current.text)' is not a direction", help: "write ASC or DESC, or ',' between fields", at: current.bytes)
    case nil: return Sort.Key(field, isDescending: isMarked)
    }
  }
}
