import Access
import Actions
import BlobStore
import Diagnostics
import Endpoints
import Manifests
import RegistryStore
import Rules
import RunStore

/// The files of versions, also those that wait to become part of one.
struct VersionFiles: Sendable {
  private let models: ServedModels
  private let versionRuns: VersionRuns

  init(_ models: ServedModels, _ versionRuns: VersionRuns) {
    self.models = models
    self.versionRuns = versionRuns
  }

  /// By path, those of the version first.
  func artifacts(of number: SemanticVersion, _ model: ModelName) async throws -> [Artifact] {
    var found = try await models.repository.read { try $0.find.version(number, of: model).artifacts }
    for late in try await versionRuns.unsettled(number, model) {
      let paths = Set(found.map(\.path))
      found += late.artifacts.filter { !paths.contains($0.path) }
    }
    return found
  }

  /// Nil if there is none.
  func file(_ path: String, of number: SemanticVersion, _ model: ModelName) async throws -> StoredBlob? {
    let known = try await models.repository.read { reader in
      try reader.find.version(number, of: model).artifacts.first { $0.path == path }
    }
    let artifact =
      if let known { Optional(known) } else { try await artifacts(of: number, model).first { $0.path == path } }
    return artifact.map { StoredBlob(digest: $0.digest, sizeInBytes: $0.sizeInBytes) }
  }

  /// Takes in a file, which becomes part of the version when its run is settled.
  ///
  /// - Throws: ``MLflowError``; what the version has already, with other content, stays.
  func receive(
    _ body: ByteStream, at path: String, of number: SemanticVersion, _ model: ModelName, by principal: Principal
  ) async throws {
    try Self.requireName(path)
    try await requireOpen(number, model)
    let blob = try await models.repository.blobs.receive(body, atMost: Artifacts.uploadLimit)
    try await add(blob, at: path, to: number, model, by: principal)
  }

  /// What could be no file of a version is refused before it comes.
  static func requireName(_ path: String) throws(MLflowError) {
    guard let problem = Rules.ArtifactPath.problem(of: path) else { return }
    throw .invalid("artifact path '\(EscapedText.line(path))' \(problem)\nhelp: use a relative path such as model.onnx")
  }

  /// - Parameter blob: content that was received.
  func add(
    _ blob: StoredBlob, at path: String, to number: SemanticVersion, _ model: ModelName, by principal: Principal
  ) async throws {
    guard let own = OwnRun(of: number, model), let run = try await OwnRuns(versionRuns).open(own) else {
      throw MLflowError.notFound("Model Version (name=\(model.model), version=\(number)) not found")
    }
    let registry = model.registry
    try await requirePlace(path, number, model)
    if let check = try await FactCheck(run.id, in: registry, versionRuns) {
      try await check.check(blob.digest, at: path)
    }
    try await versionRuns.touch(run.id, in: registry, by: principal)
    try await models.store.putArtifact(
      StoredArtifact(
        path: ArtifactPath(run.artifactURI).appending(path), digest: blob.digest.hex, size: blob.sizeInBytes,
        modified: models.repository.now()), in: registry)
    withExtendedLifetime(blob) {}
  }

  /// The rules would say so when the file is committed, and nobody would hear it then.
  private func requireOpen(_ number: SemanticVersion, _ model: ModelName) async throws {
    try await models.view { view in
      let registry = try view.reader.find.registry(model.registry)
      let protected = Set(registry.protectedAliases.map { $0.lowercased() })
      let alias = try view.manifest(of: model).aliases(of: number).first { protected.contains($0.lowercased()) }
      if registry.isSealed || alias != nil {
        let why = alias.map { "the protected alias '\($0)' names it" } ?? "its registry is sealed"
        throw Self.refused("\(model)@\(number) gets no more files: \(why) [version-changed]", "publish another version")
      }
      if case .only(let types) = registry.acceptedArtifactTypes,
        !registry.acceptedArtifactTypes.accepts(Artifact.modelType)
      {
        throw Self.refused(
          "registry '\(model.registry)' does not accept type 'model' [artifact-type-not-accepted]",
          "it accepts \(types.joined(separator: ", ")); publish with git registry version create")
      }
    }
  }

  /// The same for what the version has: on some systems two paths that differ in case are one, and none can be a file and a folder.
  private func requirePlace(_ path: String, _ number: SemanticVersion, _ model: ModelName) async throws {
    let folded = path.lowercased()
    let other = try await artifacts(of: number, model).first { artifact in
      let known = artifact.path.lowercased()
      return artifact.path != path
        && (known == folded || known.hasPrefix(folded + "/") || folded.hasPrefix(known + "/"))
    }
    guard let other else { return }
    throw Self.refused(
      "'\(EscapedText.line(path))' and '\(EscapedText.line(other.path))' of \(model)@\(number) cannot both be files [path-collision]",
      "name it otherwise")
  }

  private static func refused(_ why: String, _ help: String) -> MLflowError {
    MLflowError(.permissionDenied, "\(why)\nhelp: \(help)")
  }
}
