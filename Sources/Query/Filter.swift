/// A question about rows, as a tree: what `--where`, MLflow's `filter_string` and the pages' `?q=` are read into.
///
/// Two-valued: what lacks a field fulfils no condition on it, and so fulfils the negation of every one. `!=`, `NOT IN`, `NOT LIKE` and
/// `IS NULL` are negations. A field of several values fulfils a condition if one of them does.
package indirect enum Filter: Hashable, Sendable {
  /// A text that names, descriptions or tags have in them, regardless of case.
  case word(String)
  case comparison(Field, Relation, FilterValue)
  case like(Field, LikePattern)
  /// Equal to one of the values.
  case oneOf(Field, [FilterValue])
  case has(Field)
  case not(Filter)
  /// All of two or more; of none, everything.
  case and([Filter])
  /// One of two or more.
  case or([Filter])

  /// What an empty filter asks for.
  package static let everything = Filter.and([])

  /// The longest text of a filter.
  package static let limitInBytes = 64 * 1024
  /// How deep brackets and negations may be nested.
  package static let depthLimit = 100

  /// Reads a filter.
  ///
  /// - Throws: what is wrong, where, and what was probably meant.
  package init(_ text: String, in scope: SearchScope) throws(FilterError) {
    var parser = try FilterParser(text, in: scope)
    self = try parser.filter()
  }

  /// All of some filters, those of a conjunction taken one by one.
  package static func all(_ filters: [Filter]) -> Filter {
    var flat: [Filter] = []
    for filter in filters {
      if case .and(let parts) = filter { flat += parts } else { flat.append(filter) }
    }
    return flat.count == 1 ? flat[0] : .and(flat)
  }

  /// One of some filters, those of a disjunction taken one by one.
  package static func any(_ filters: [Filter]) -> Filter {
    var flat: [Filter] = []
    for filter in filters {
      if case .or(let parts) = filter { flat += parts } else { flat.append(filter) }
    }
    return flat.count == 1 ? flat[0] : .or(flat)
  }
}
