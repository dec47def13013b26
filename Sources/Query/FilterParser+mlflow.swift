extension FilterParser {
  /// Refuses the operators that MLflow's servers refuse.
  func refuseInMLflow(_ field: Field, _ name: FilterName, _ sign: FilterOperator) throws(FilterError) {
    guard let grammar = scope.mlflow else { return }
    let isNumber = [.number, .time].contains(scope.kind(of: field))
    let isTaken =
      switch sign.meaning {
      case .null: field.fact.map { grammar.absences.contains($0.facts) } ?? false
      case .list: !isNumber && grammar.takesList(field)
      case .like: !isNumber && !sign.isNegated
      case .relation: isNumber || !sign.isOrder
      }
    guard !isTaken else { return }
    var operators = isNumber ? ["=", "!=", "<", "<=", ">", ">="] : ["=", "!=", "LIKE", "ILIKE"]
    if !isNumber, grammar.takesList(field) { operators += ["IN", "NOT IN"] }
    if let fact = field.fact, grammar.absences.contains(fact.facts) { operators += ["IS NULL", "IS NOT NULL"] }
    throw error(
      "'\(written(sign.bytes))' does not apply to \(name.text) in MLflow's filters",
      help: "use one of: \(operators.joined(separator: ", "))",
      at: sign.bytes)
  }
}
