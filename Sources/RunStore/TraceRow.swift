import Query

/// A trace as filters see it.
struct TraceRow: SearchRow {
  let trace: Trace

  var texts: [String] { [trace.id] }

  func values(of field: Field) -> [FieldValue] {
    switch field {
    case .tag(let key): trace.tags[key].map { [.text($0)] } ?? []
    case .parameter(let key): trace.metadata[key].map { [.text($0)] } ?? []
    case .attribute(.trace): [.text(trace.id)]
    case .attribute(.name): trace.tags["mlflow.traceName"].map { [.text($0)] } ?? []
    case .attribute(.status): [.text(trace.state)]
    case .attribute(.run):
      ((trace.metadata["mlflow.sourceRun"].map { [$0] } ?? []) + trace.linkedRuns).map { .text($0) }
    case .attribute(.started): [.time(trace.requested)]
    case .attribute(.duration): trace.duration.map { [.number(.integer($0))] } ?? []
    default: []
    }
  }
}
