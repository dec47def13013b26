extension Filter {
  /// The fields that conditions are about, each once, in their order.
  package var fields: [Field] {
    var (fields, seen): ([Field], Set<Field>) = ([], [])
    func visit(_ filter: Filter) {
      switch filter {
      case .word: break
      case .comparison(let field, _, _), .like(let field, _), .oneOf(let field, _), .has(let field):
        if seen.insert(field).inserted { fields.append(field) }
      case .not(let inner): visit(inner)
      case .and(let parts), .or(let parts): parts.forEach(visit)
      }
    }
    visit(self)
    return fields
  }

  /// True if words are looked for in texts, which are no field.
  package var asksForWords: Bool {
    switch self {
    case .word: true
    case .comparison, .like, .oneOf, .has: false
    case .not(let inner): inner.asksForWords
    case .and(let parts), .or(let parts): parts.contains { $0.asksForWords }
    }
  }

  /// How many conditions and words it is made of.
  package var conditionCount: Int {
    switch self {
    case .word, .comparison, .like, .has: 1
    case .oneOf(_, let values): values.count
    case .not(let inner): inner.conditionCount
    case .and(let parts), .or(let parts): parts.reduce(0) { $0 + $1.conditionCount }
    }
  }
}
