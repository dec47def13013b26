/// One spelling of an attribute in a scope.
struct FieldName: Sendable {
  enum Use: Sendable { case filter, sort, both }

  let name: String
  let attribute: Attribute
  var use = Use.both
}

extension SearchScope {
  /// The attributes of a scope, the first name of each being the one that is printed.
  var attributes: [FieldName] {
    switch self {
    case .versions: Self.versionFields
    case .models: Self.modelFields
    case .candidates: Self.candidateFields
    case .registries: Self.registryFields
    case .artifacts: Self.artifactFields
    case .history: Self.historyFields
    case .mlflowRuns: Self.runFields
    case .mlflowExperiments: Self.experimentFields
    case .mlflowLoggedModels: Self.loggedModelFields
    case .mlflowModels: Self.registeredModelFields
    case .mlflowVersions: Self.modelVersionFields
    case .mlflowTraces: Self.traceFields
    }
  }

  /// The maps of facts that rows have.
  package var facts: [Field.Facts] {
    switch self {
    case .versions, .candidates, .mlflowRuns, .mlflowLoggedModels: Field.Facts.allCases
    case .mlflowTraces: [.parameters, .tags]
    case .models, .mlflowExperiments, .mlflowModels, .mlflowVersions: [.tags]
    case .registries, .artifacts, .history: []
    }
  }

  /// The maps whose keys rows can be filtered or sorted by: MLflow sorts runs and logged models alone by what is in one.
  func facts(for use: FieldName.Use) -> [Field.Facts] {
    switch self {
    case .mlflowExperiments, .mlflowModels, .mlflowVersions, .mlflowTraces: use == .sort ? [] : facts
    default: facts
    }
  }

  private static func same(_ attributes: [Attribute]) -> [FieldName] {
    attributes.map { FieldName(name: $0.rawValue, attribute: $0) }
  }

  /// What MLflow calls them.
  private static let mlflowTimes = [
    FieldName(name: "creation_timestamp", attribute: .created),
    FieldName(name: "last_updated_timestamp", attribute: .updated),
  ]

  private static let versionFields =
    same([
      .registry, .model, .version, .status, .alias, .by, .created, .updated, .algorithm, .size, .digest, .artifactType,
      .artifactPath, .signatureInputs, .signatureOutputs, .lineage, .ordinal, .run, .source,
    ]) + [
      FieldName(name: "name", attribute: .model), FieldName(name: "version_number", attribute: .ordinal),
    ] + mlflowTimes

  private static let modelFields =
    same([.registry, .name, .title, .alias, .by, .created, .updated]) + [FieldName(name: "model", attribute: .name)]
    + mlflowTimes

  private static let candidateFields = same([
    .registry, .model, .name, .by, .created, .algorithm, .size, .digest, .artifactType, .artifactPath, .signatureInputs,
    .signatureOutputs, .lineage, .run, .source,
  ])

  private static let registryFields =
    same([.name, .status, .by, .created]) + [FieldName(name: "registry", attribute: .name)]

  private static let artifactFields =
    same([
      .digest, .size, .artifactType, .artifactPath, .registry, .model, .version, .status, .alias, .by, .created,
    ]) + [
      FieldName(name: "type", attribute: .artifactType), FieldName(name: "path", attribute: .artifactPath),
      FieldName(name: "name", attribute: .model),
    ]

  private static let historyFields =
    same([.event, .actor, .created, .registry, .model, .version, .alias]) + [
      FieldName(name: "by", attribute: .actor), FieldName(name: "name", attribute: .model),
    ]

  private static let runFields =
    same([
      .run, .runName, .user, .status, .started, .ended, .artifactURI, .datasetName, .datasetDigest, .datasetContext,
    ]) + [
      FieldName(name: "created", attribute: .started), FieldName(name: "Created", attribute: .started),
      FieldName(name: "run name", attribute: .runName), FieldName(name: "Run name", attribute: .runName),
      FieldName(name: "Run Name", attribute: .runName),
    ]

  private static let experimentFields = [
    FieldName(name: "name", attribute: .name), FieldName(name: "experiment_id", attribute: .experiment),
    FieldName(name: "creation_time", attribute: .created), FieldName(name: "last_update_time", attribute: .updated),
  ]

  private static let loggedModelFields =
    same([.name, .loggedModel, .modelType, .status, .experiment]) + [
      FieldName(name: "source_run_id", attribute: .run), FieldName(name: "creation_time", attribute: .created),
      FieldName(name: "last_updated_time", attribute: .updated),
    ] + mlflowTimes

  /// A trace's metadata are its parameters.
  private static let traceFields = [
    FieldName(name: "trace_id", attribute: .trace), FieldName(name: "request_id", attribute: .trace),
    FieldName(name: "name", attribute: .name), FieldName(name: "status", attribute: .status),
    FieldName(name: "state", attribute: .status), FieldName(name: "run_id", attribute: .run),
    FieldName(name: "timestamp_ms", attribute: .started), FieldName(name: "timestamp", attribute: .started),
    FieldName(name: "request_time", attribute: .started),
    FieldName(name: "execution_time_ms", attribute: .duration), FieldName(name: "execution_time", attribute: .duration),
    FieldName(name: "execution_duration", attribute: .duration),
  ]

  private static let registeredModelFields =
    same([.name])
    + [
      FieldName(name: "creation_timestamp", attribute: .created, use: .sort),
      FieldName(name: "last_updated_timestamp", attribute: .updated, use: .sort),
      // What clients before MLflow 2 sorted by.
      FieldName(name: "timestamp", attribute: .updated, use: .sort),
    ]

  private static let modelVersionFields = [
    FieldName(name: "name", attribute: .model), FieldName(name: "version_number", attribute: .ordinal),
    FieldName(name: "run_id", attribute: .run, use: .filter),
    FieldName(name: "source_path", attribute: .source, use: .filter),
    FieldName(name: "creation_timestamp", attribute: .created, use: .sort),
    FieldName(name: "last_updated_timestamp", attribute: .updated, use: .sort),
  ]
}
