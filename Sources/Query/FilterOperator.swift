/// What is between a field and a value.
struct FilterOperator {
  enum Meaning: Hashable {
    case relation(Relation)
    case like(isCaseSensitive: Bool)
    case list
    case null
  }

  let meaning: Meaning
  let isNegated: Bool
  let bytes: Range<Int>

  /// True for what is about an order: `<` and its like.
  var isOrder: Bool {
    if case .relation(let relation) = meaning { return relation != .equal }
    return false
  }

  static let relations: [String: (relation: Relation, isNegated: Bool)] = [
    "=": (.equal, false), "==": (.equal, false), "!=": (.equal, true), "<>": (.equal, true), "<": (.less, false),
    "<=": (.lessOrEqual, false), ">": (.greater, false), ">=": (.greaterOrEqual, false),
  ]

  /// Signs of other languages, with what they are here.
  static let foreignSigns = [
    "=<": "<=", "=>": ">=", "===": "=", "!==": "!=", "=!": "!=", "><": "!=", "<<": "<", ">>": ">", "<=>": "=",
    "!": "!=",
    "!<": ">=", "!>": "<=",
  ]

  /// Words of other languages, likewise.
  static let foreignWords = [
    "contains": "LIKE '%text%'", "includes": "LIKE '%text%'", "matches": "LIKE '%text%'", "regexp": "LIKE '%text%'",
    "rlike": "LIKE '%text%'", "glob": "LIKE 'text%'", "startswith": "LIKE 'text%'", "endswith": "LIKE '%text'",
    "between": ">= and <=", "equals": "=", "eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
    "gte": ">=", "lte": "<=", "~": "LIKE '%text%'", "~=": "LIKE '%text%'", "!~": "NOT LIKE '%text%'", ":": "=",
    ":=": "=",
  ]
}
