import Manifests
import Query

/// Which metrics, parameters and tags a table has beside its own columns.
struct FactColumns {
  struct Column: Hashable {
    let field: Field
    /// What its head says.
    let title: String
    /// As the query has it: `metrics.accuracy`.
    let name: String

    init(_ field: Field, in scope: SearchScope) {
      self.field = field
      name = scope.name(of: field)
      title =
        switch field {
        case .metric(let key), .parameter(let key), .tag(let key): key
        case .attribute: scope.name(of: field)
        }
    }

    func value(_ facts: ModelFacts) -> Double? {
      switch field {
      case .metric(let key): facts.metrics[key]
      case .parameter(let key):
        switch facts.parameters[key] {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .string, .boolean, nil: nil
        }
      case .tag, .attribute: nil
      }
    }

    func text(_ facts: ModelFacts) -> String? {
      switch field {
      case .metric(let key): facts.metrics[key].map { NumberText.plain($0) }
      case .parameter(let key): facts.parameters[key].map { "\($0)" }
      case .tag(let key): facts.tags[key]
      case .attribute: nil
      }
    }

    var isMetric: Bool { if case .metric = field { true } else { false } }
  }

  let columns: [Column]

  /// More do not fit.
  private static let columnsAtMost = 12

  /// - Parameters:
  ///   - texts: as the query names them; what is none is left out.
  ///   - usual: if none is named.
  init(_ texts: [String], usual: [Field], in scope: SearchScope) {
    // An address that names columns of another model shows those that it has.
    let asked = texts.flatMap { text in (try? FieldList.fields(text, in: scope)) ?? [] }
    let fields = asked.isEmpty ? usual : asked
    var seen: Set<Field> = []
    columns = fields.filter { seen.insert($0).inserted }.prefix(Self.columnsAtMost).map { Column($0, in: scope) }
  }
}
