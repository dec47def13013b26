import Manifests

/// What is searched, which decides the fields that a filter may name.
package enum SearchScope: String, Sendable, CaseIterable {
  case versions, models, candidates, registries, artifacts, history
  case mlflowRuns = "mlflow-runs"
  case mlflowExperiments = "mlflow-experiments"
  case mlflowLoggedModels = "mlflow-logged-models"
  case mlflowModels = "mlflow-models"
  case mlflowVersions = "mlflow-versions"
  case mlflowTraces = "mlflow-traces"

  /// How messages name the rows: `'event' is not a field of versions`.
  package var rows: String {
    switch self {
    case .versions, .models, .candidates, .registries, .artifacts: rawValue
    case .history: "events"
    case .mlflowRuns: "runs"
    case .mlflowExperiments: "experiments"
    case .mlflowLoggedModels: "logged models"
    case .mlflowModels: "registered models"
    case .mlflowVersions: "model versions"
    case .mlflowTraces: "traces"
    }
  }

  /// What MLflow's own server would refuse; nil for the registry's own questions, which have the whole grammar.
  var mlflow: MLflowGrammar? {
    switch self {
    case .versions, .models, .candidates, .registries, .artifacts, .history: nil
    case .mlflowRuns:
      MLflowGrammar(lists: [.run, .datasetName, .datasetDigest, .datasetContext], absences: [.tags, .parameters])
    case .mlflowExperiments: MLflowGrammar(lists: [.experiment], absences: [.tags])
    case .mlflowLoggedModels: MLflowGrammar(lists: nil, absences: [])
    case .mlflowModels: MLflowGrammar(lists: [.name], absences: [])
    case .mlflowVersions: MLflowGrammar(lists: [.model, .run], absences: [])
    case .mlflowTraces: MLflowGrammar(lists: [.trace, .run, .status, .name], absences: [.tags, .parameters])
    }
  }

  /// The statuses there are; nil if any text may be one.
  package var statuses: [String]? {
    switch self {
    case .versions, .artifacts: VersionStatus.allCases.map(\.rawValue)
    case .registries: RegistryStatus.allCases.map(\.rawValue)
    default: nil
    }
  }
}
