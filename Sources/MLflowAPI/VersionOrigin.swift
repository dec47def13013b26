import Actions
import BlobStore
import Endpoints
import ManifestCoding
import Manifests
import RegistryStore
import Rules
import RunStore

/// What a new version is made of: the files that its source names, and what the run and the logged model that it comes from know.
struct VersionOrigin {
  var facts = FactChanges()
  /// The run that the version comes from: that which the client names, or that of its logged model.
  private(set) var run: String?
  /// True if it is a run of this server.
  private(set) var isKnown = false
  /// Where the files are among those of that run; nil if they are none of it.
  var folder: String?
  /// What the run says of the job that it is.
  private(set) var runTags: [Tag] = []

  /// - Parameters:
  ///   - text: the source, as the client says it.
  ///   - run: the run that the client names; one that this server does not know is a name only.
  init(
    _ text: String, run: String?, modelID: String?, in registry: String, _ models: ServedModels
  ) async throws {
    let store = models.store
    let source = ModelSource(text)
    let named = if let run { try await store.knownRun(run, in: registry) } else { Run?.none }
    switch source {
    case .elsewhere: break
    case .loggedModel(let id):
      try await addFiles(ArtifactPath(store.loggedModel(id, in: registry).artifactURI).text, registry, store)
    case .run(let id, let path):
      if let own = OwnRun(id, in: registry) {
        try await addVersion("\(own.number)", of: own.model.model, registry, models)
      } else if let known = id == run ? named : try await store.knownRun(id, in: registry) {
        try await addFiles(ArtifactPath(known.artifactURI).appending(path), registry, store)
        if id == run { folder = path }
      }
    case .path(let path):
      if let version = VersionFolder.read(path, in: registry), version.rest.isEmpty {
        try await addVersion("\(version.number)", of: version.model.model, registry, models)
      } else {
        try await addFiles(path, registry, store)
        if let named {
          let top = ArtifactPath(named.artifactURI).text
          if path == top || path.hasPrefix(top + "/") { folder = String(path.dropFirst(top.count + 1)) }
        }
      }
    case .version(let model, let version):
      try await addVersion(version, of: model, registry, models)
    case .alias(let model, let alias):
      let number = try await models.view { try $0.reader.find.number(.alias(alias), of: $0.find(model, in: registry)) }
      try await addVersion("\(number)", of: model, registry, models)
    }
    self.run = run
    let logged = if case .loggedModel(let id) = source { Optional(id) } else { modelID }
    if let logged, let model = try await store.knownModel(logged, in: registry) {
      self.run = run ?? model.sourceRun
      addParameters(model.parameters)
    }
    if let origin = try await origin(named, registry, store) {
      isKnown = true
      addParameters(origin.parameters)
      // A manifest holds numbers alone.
      for metric in origin.metrics where metric.value.isFinite { facts.metrics[metric.key] = metric.value }
      runTags = origin.tags
    }
    try await readSignature(models)
  }

  private func origin(_ named: Run?, _ registry: String, _ store: any RunStore) async throws -> Run? {
    if let named { return named }
    guard let run else { return nil }
    return try await store.knownRun(run, in: registry)
  }

  private mutating func addParameters(_ parameters: [Parameter]) {
    for parameter in parameters where facts.parameters[parameter.key] == nil {
      facts.parameters[parameter.key] = ParameterValue(logged: parameter.value)
    }
  }

  private mutating func addFiles(_ folder: String, _ registry: String, _ store: any RunStore) async throws {
    facts.artifacts = try await store.artifacts(below: folder, in: registry).compactMap { file in
      Digest(hex: file.digest).map { digest in
        Artifact(
          path: String(file.path.dropFirst(folder.count).drop { $0 == "/" }), type: Artifact.modelType, digest: digest,
          sizeInBytes: file.size)
      }
    }
  }

  private mutating func addVersion(
    _ text: String, of name: String, _ registry: String, _ models: ServedModels
  ) async throws {
    let known = try await models.view { view in
      let model = try view.find(name, in: registry)
      return try view.reader.find.version(view.number(text, of: model), of: model).facts
    }
    facts.artifacts = known.artifacts
    facts.parameters = known.parameters
    facts.metrics = known.metrics
    facts.signature = known.signature
    facts.algorithm = known.algorithm
  }

  private mutating func readSignature(_ models: ServedModels) async throws {
    guard facts.signature == nil else { return }
    facts.signature = try await Self.signature(in: facts.artifacts, models)
  }

  /// The signature of an MLmodel file among artifacts.
  static func signature(in artifacts: [Artifact], _ models: ServedModels) async throws -> Signature? {
    let file = artifacts.filter { $0.path.split(separator: "/").last.map { $0 == MLflowModel.fileName } ?? false }
      .min { $0.path.utf8.count < $1.path.utf8.count }
    guard let file, file.sizeInBytes <= signatureLimit else { return nil }
    let content = try await models.content.bytes(of: file.digest, 0..<file.sizeInBytes)
    let bytes = try await content.collect(atMost: Int(signatureLimit)) ?? []
    return MLflowModel.read(bytes).model?.signature
  }

  /// A longer MLmodel file is not read.
  private static let signatureLimit: Int64 = 4 << 20
}

/// A run or a model that the client names need not be one of this server. Other errors are not taken for that: a version would lack facts.
extension RunStore {
  func knownRun(_ id: String, in registry: String) async throws(RunStoreError) -> Run? {
    do { return try await run(id, in: registry) } catch {
      guard error.kind == .notFound else { throw error }
      return nil
    }
  }

  fileprivate func knownModel(_ id: String, in registry: String) async throws(RunStoreError) -> LoggedModel? {
    do { return try await loggedModel(id, in: registry) } catch {
      guard error.kind == .notFound else { throw error }
      return nil
    }
  }
}
