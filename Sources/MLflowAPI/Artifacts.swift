import Access
import Actions
import BlobStore
import Diagnostics
import Endpoints
import Manifests
import RunStore

/// Files of runs, logged models and versions: `mlflow-artifacts:/…`.
struct Artifacts: Sendable {
  let models: ServedModels
  let versionRuns: VersionRuns

  init(_ models: ServedModels, _ versionRuns: VersionRuns) {
    self.models = models
    self.versionRuns = versionRuns
  }

  private var repository: ServedRepository { models.repository }
  private var store: any RunStore { models.store }
  private var files: VersionFiles { VersionFiles(models, versionRuns) }

  /// Bytes of one file.
  static let uploadLimit: Int64 = 1 << 40

  var routes: [Route] {
    let prefix = models.dialect.prefix
    let top = prefix + "/api/2.0/mlflow-artifacts/artifacts"
    return [
      Route(.get, RoutePattern(top), needs: .read, list),
      Route(.get, RoutePattern(top + "/{path...}"), needs: .read, download),
      Route(.put, RoutePattern(top + "/{path...}"), needs: .write, upload),
      Route(.delete, RoutePattern(top + "/{path...}"), needs: .write, delete),
      Route(.post, RoutePattern(prefix + "/api/2.0/mlflow-artifacts/mpu/{step}/{path...}"), needs: .write) {
        _ in
        // The client goes on with a plain upload if the message begins so.
        throw MLflowError(.notImplemented, "Multipart upload is not supported for the current artifact repository")
      },
      Route(.get, RoutePattern(prefix + "/get-artifact"), needs: .read, runFile),
      Route(.get, RoutePattern(prefix + "/model-versions/get-artifact"), needs: .read, versionFile),
    ]
  }

  @Sendable func upload(_ request: ServerRequest) async throws -> ServerResponse {
    let (path, registry) = try Self.place(request)
    if models.dialect.versionsHaveRuns, let version = VersionFolder.read(path, in: registry), !version.rest.isEmpty {
      do {
        try await files.receive(
          request.body, at: version.rest, of: version.number, version.model, by: request.principal)
      } catch BlobStoreError.tooLarge(let limit) { throw RequestError.tooLarge(Int(limit)) }
      return ServerResponse(json: .object([]))
    }
    guard !VersionFolder.has(path) else {
      throw MLflowError(.permissionDenied, "The files of a version never change; publish another version")
    }
    do { try await receive(request.body, at: path, registry, by: request.principal) } catch BlobStoreError.tooLarge(
      let limit)
    { throw RequestError.tooLarge(Int(limit)) }
    return ServerResponse(json: .object([]))
  }

  /// Takes in a file that is no version's.
  func receive(_ body: ByteStream, at path: String, _ registry: String, by principal: Principal) async throws {
    let blob = try await repository.blobs.receive(body, atMost: Self.uploadLimit)
    try await prepare(blob.digest, at: path, registry, by: principal)
    try await store.putArtifact(
      StoredArtifact(path: path, digest: blob.digest.hex, size: blob.sizeInBytes, modified: repository.now()),
      in: registry)
    withExtendedLifetime(blob) {}
  }

  /// Sees whether versions come from the run whose file it is.
  private func prepare(_ digest: Digest, at path: String, _ registry: String, by principal: Principal) async throws {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let folder = parts.dropFirst().firstIndex(of: "artifacts"), folder + 1 < parts.count else { return }
    let run = String(parts[folder - 1])
    guard let check = try await FactCheck(run, in: registry, versionRuns) else { return }
    try await check.check(digest, at: parts[(folder + 1)...].joined(separator: "/"))
    try await versionRuns.touch(run, in: registry, by: principal)
  }

  @Sendable func download(_ request: ServerRequest) async throws -> ServerResponse {
    let (path, registry) = try Self.place(request)
    return try await answer(path, registry, request)
  }

  private func answer(_ path: String, _ registry: String, _ request: ServerRequest) async throws -> ServerResponse {
    guard let file = try await file(at: path, in: registry) else {
      throw MLflowError.notFound("Artifact '\(path)' not found")
    }
    return try await FileResponse(
      file.digest, file.sizeInBytes, named: path, request.headers["range"], models.content
    ).response
  }

  @Sendable private func runFile(_ request: ServerRequest) async throws -> ServerResponse {
    let (registry, fields) = (request.captures["registry"] ?? "", MLflowFields(query: request.query))
    let id = try fields.runID()
    let folder =
      if let own = OwnRun(id, in: registry) { VersionFolder.path(of: own.number, own.model) } else {
        ArtifactPath(try await store.run(id, in: registry).artifactURI).text
      }
    let path = "\(folder)/\(try fields.required("path"))"
    return try await answer(ArtifactPath(checking: path).text, registry, request)
  }

  @Sendable private func versionFile(_ request: ServerRequest) async throws -> ServerResponse {
    let (registry, fields) = (request.captures["registry"] ?? "", MLflowFields(query: request.query))
    let (name, version) = (try fields.required("name"), try fields.required("version"))
    let (model, number) = try await models.view { view in
      let model = try view.find(name, in: registry)
      return (model, try view.number(version, of: model))
    }
    let path = "\(VersionFolder.path(of: number, model))/\(try fields.required("path"))"
    return try await answer(ArtifactPath(checking: path).text, registry, request)
  }

  @Sendable func delete(_ request: ServerRequest) async throws -> ServerResponse {
    let (path, registry) = try Self.place(request)
    guard !VersionFolder.has(path) else {
      throw MLflowError(.permissionDenied, "The files of a version never change; delete the version")
    }
    _ = try await store.deleteArtifacts(at: path, in: registry)
    return ServerResponse(json: .object([]))
  }

  @Sendable func list(_ request: ServerRequest) async throws -> ServerResponse {
    let registry = request.captures["registry"] ?? ""
    let folder = request.query("path") ?? ""
    let files: [JSONValue]
    if folder.isEmpty {
      files = []
    } else {
      let path = try ArtifactPath(checking: folder).text
      if let version = VersionFolder.read(path, in: registry) {
        let artifacts = try await self.files.artifacts(of: version.number, version.model)
        files = ArtifactFolder(artifacts, below: version.rest).entries
      } else {
        files = try await store.artifacts(inFolder: path, of: registry).map { $0.mlflow(below: path) }
      }
    }
    return ServerResponse(json: .object(["files": .array(files)]))
  }

  /// A file that a client may have; nil if there is none.
  private func file(at path: String, in registry: String) async throws -> StoredBlob? {
    guard let version = VersionFolder.read(path, in: registry) else {
      return try await store.artifact(path, in: registry).flatMap { file in
        Digest(hex: file.digest).map { StoredBlob(digest: $0, sizeInBytes: file.size) }
      }
    }
    return try await files.file(version.rest, of: version.number, version.model)
  }

  private static func place(_ request: ServerRequest) throws -> (path: String, registry: String) {
    (try ArtifactPath(checking: request.captures["path"] ?? "").text, request.captures["registry"] ?? "")
  }
}
