package import Access
import Actions
package import BlobStore
import Diagnostics
package import Endpoints
package import Manifests
import RegistryStore
import Rules
import RunStore

/// Versions with their files, for mounts that call them packages.
package struct ModelPackages: Sendable {
  private let models: ServedModels
  private let versionRuns: VersionRuns
  private var files: VersionFiles { VersionFiles(models, versionRuns) }

  init(_ models: ServedModels, _ versionRuns: VersionRuns) {
    self.models = models
    self.versionRuns = versionRuns
  }

  // MARK: Versions

  /// Every version of a registry that can be read, the one that was made last first.
  package func all(in registry: String) async throws -> [ServedVersion] {
    try await models.view { view in
      try view.versionRows(in: registry).map {
        ServedVersion(model: $0.model, name: $0.name, number: $0.number, value: $0.version)
      }
    }
  }

  /// - Parameters:
  ///   - name: what clients call the model.
  ///   - version: a number, an alias, or `latest`.
  /// - Throws: ``MLflowError`` if there is none.
  package func version(_ version: String, of name: String, in registry: String) async throws -> ServedVersion {
    try await models.view { view in
      let model = try view.find(name, in: registry)
      let index = try view.index(of: model)
      let named = try view.manifest(of: model).aliases[version] ?? (version == "latest" ? index.highest : nil)
      let number = try named ?? view.number(version, of: model)
      guard let value = try view.value(of: number, model) else {
        throw MLflowError.notFound("Model Version (name=\(name), version=\(version)) not found")
      }
      return ServedVersion(model: model, name: try view.name(of: model), number: number, value: value)
    }
  }

  // MARK: Their files

  package func artifacts(of version: ServedVersion) async throws -> [Artifact] {
    try await files.artifacts(of: version.number, version.model)
  }

  /// A file, whole or in part.
  ///
  /// - Throws: ``MLflowError`` if there is none.
  package func download(_ path: String, of version: ServedVersion, _ range: String?) async throws -> ServerResponse {
    let path = try ArtifactPath(checking: path).text
    return try await answer(try await files.file(path, of: version.number, version.model), path, range)
  }

  /// Takes in a file of a version. A version that is not there is published with it, if it is named by a number.
  ///
  /// - Throws: ``MLflowError``; what the version has already, with other content, stays.
  package func receive(
    _ body: ByteStream, at path: String, of name: String, _ version: String, in registry: String,
    by principal: Principal
  ) async throws {
    let path = try ArtifactPath(checking: path).text
    try VersionFiles.requireName(path)
    let model = try await models.view { try $0.find(name, in: registry) }
    guard let number = SemanticVersion(version) else {
      throw MLflowError.invalid(
        "'\(EscapedText.line(version))' is not a version\nhelp: upload to MODEL/1.2.0; aliases are for downloads")
    }
    if let known = try await existing(number, model) {
      return try await files.receive(body, at: path, of: known, model, by: principal)
    }
    let blob = try await models.repository.blobs.receive(body, atMost: Artifacts.uploadLimit)
    do { try await publish(number, of: model, Self.artifact(blob, path), by: principal) } catch let error
      as ActionFailure
      where error.kind == .alreadyExists
    {
      // Somebody sent its first file at the same time.
      try await files.add(blob, at: path, to: try await existing(number, model) ?? number, model, by: principal)
    }
    withExtendedLifetime(blob) {}
  }

  package func receive(
    _ body: ByteStream, at path: String, of version: ServedVersion, by principal: Principal
  ) async throws {
    let path = try ArtifactPath(checking: path).text
    try await files.receive(body, at: path, of: version.number, version.model, by: principal)
  }

  private func existing(_ number: SemanticVersion, _ model: ModelName) async throws -> SemanticVersion? {
    try await models.view { try $0.existing(number, $0.index(of: model)) }
  }

  private func publish(
    _ number: SemanticVersion, of model: ModelName, _ artifact: Artifact, by principal: Principal
  ) async throws {
    var facts = FactChanges()
    facts.artifacts = [artifact]
    facts.signature = try await VersionOrigin.signature(in: facts.artifacts, models)
    try await models.commit([PublishVersion(.named(number), of: model, facts)], by: principal, adding: facts.artifacts)
  }

  private static func artifact(_ blob: StoredBlob, _ path: String) -> Artifact {
    Artifact(path: path, type: Artifact.modelType, digest: blob.digest, sizeInBytes: blob.sizeInBytes)
  }

  // MARK: Candidates

  /// A file of a run, or of the candidate that it became.
  ///
  /// - Throws: ``MLflowError`` if there is none.
  package func download(_ path: String, ofCandidate id: String, in registry: String, _ range: String?) async throws
    -> ServerResponse
  {
    let path = try ArtifactPath(checking: path).text
    if let run = try await models.store.knownRun(id, in: registry) {
      let stored = try await models.store.artifact(ArtifactPath(run.artifactURI).appending(path), in: registry)
      if let stored, let digest = Digest(hex: stored.digest) {
        return try await answer(StoredBlob(digest: digest, sizeInBytes: stored.size), path, range)
      }
    }
    let candidate = try await candidate(id, in: registry)
    guard let candidate else { throw Self.noCandidate(id) }
    let artifact = candidate.artifacts.first { $0.path == path }
    return try await answer(artifact.map { StoredBlob(digest: $0.digest, sizeInBytes: $0.sizeInBytes) }, path, range)
  }

  /// Takes in a file of a run that is under way.
  package func receive(
    _ body: ByteStream, at path: String, ofCandidate id: String, in registry: String, by principal: Principal
  ) async throws {
    let path = try ArtifactPath(checking: path).text
    try VersionFiles.requireName(path)
    guard try await candidate(id, in: registry) == nil else {
      throw MLflowError(
        .permissionDenied,
        "candidate '\(EscapedText.line(id))' has ended and gets no more files\nhelp: start another run")
    }
    guard let run = try await models.store.knownRun(id, in: registry) else { throw Self.noCandidate(id) }
    try await Artifacts(models, versionRuns).receive(
      body, at: ArtifactPath(run.artifactURI).appending(path), registry, by: principal)
  }

  private static func noCandidate(_ id: String) -> MLflowError {
    .notFound("there is no candidate '\(EscapedText.line(id))'")
  }

  private func candidate(_ id: String, in registry: String) async throws -> ModelFacts? {
    guard NameGrammar.candidate.accepts(id) else { return nil }
    return try await models.view { view in
      for folder in try view.modelNames(in: registry) {
        let model = ModelName(registry: registry, model: folder)
        if let found = try view.reader.snapshot.candidate(id, of: model)?.value { return found.facts }
      }
      return nil
    }
  }

  private func answer(_ file: StoredBlob?, _ path: String, _ range: String?) async throws -> ServerResponse {
    guard let file else { throw MLflowError.notFound("Artifact '\(EscapedText.line(path))' not found") }
    return try await FileResponse(file.digest, file.sizeInBytes, named: path, range, models.content).response
  }
}
