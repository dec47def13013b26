import Query
import RunStore

/// A run as filters see it: the plain way, which the store's SQL has to agree with.
struct RunRow: SearchRow {
  let run: Run

  func values(of field: Field) -> [FieldValue] {
    switch field {
    case .metric(let key): run.metrics.filter { $0.key == key }.map { .number(Number($0.value)) }
    case .parameter(let key): run.parameters.filter { $0.key == key }.map { .text($0.value) }
    case .tag(let key): run.tags.filter { $0.key == key }.map { .text($0.value) }
    case .attribute(.run): [.text(run.id)]
    case .attribute(.runName): [.text(run.name)]
    case .attribute(.status): [.text(run.status.rawValue)]
    case .attribute(.started): run.started.map { [.time($0)] } ?? []
    case .attribute(.ended): run.ended.map { [.time($0)] } ?? []
    default: []
    }
  }

  var texts: [String] { [] }

  /// What MLflow's server finds: a negation, too, only if the row has the field.
  func fulfils(_ filter: Filter) -> Bool {
    switch filter {
    case .and(let parts): parts.allSatisfy(fulfils)
    case .not(.has): filter.matches(self, now: 0)
    case .not(let inner): inner.fields.allSatisfy { !values(of: $0).isEmpty } && !inner.matches(self, now: 0)
    default: filter.matches(self, now: 0)
    }
  }
}
