/// The part of the grammar that MLflow's servers take: conditions joined by `AND`, each of a field, an operator and a literal.
///
/// A server that took more would not break a client, but a client's tests of what is refused.
///
/// Source: `mlflow/utils/search_utils.py` of MLflow 3.17.
struct MLflowGrammar: Hashable, Sendable {
  /// The attributes that may be compared with a list; nil for all that are text.
  let lists: Set<Attribute>?
  /// The maps whose keys may be asked for with `IS NULL`.
  let absences: Set<Field.Facts>

  func takesList(_ field: Field) -> Bool {
    guard let lists else { return true }
    if case .attribute(let attribute) = field { return lists.contains(attribute) }
    return false
  }
}
