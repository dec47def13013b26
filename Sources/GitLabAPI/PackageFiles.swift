import Access
import BlobStore
import Diagnostics
import Endpoints
import MLflowAPI

/// Files of versions and candidates, by plain PUT and GET.
///
///     /packages/ml_models/17/files/model.onnx
///     /packages/ml_models/fraud%2F1.2.0/files/model.onnx
///     /packages/ml_models/fraud/1.2.0/files/model.onnx
///     /packages/ml_models/candidate:2f1e…/files/logs/train.log
///
/// Source: https://docs.gitlab.com/api/model_registry/
struct PackageFiles: Sendable {
  private let index: PackageIndex

  init(_ index: PackageIndex) { self.index = index }

  var routes: [Route] {
    let top = GitLabMount.prefix + "/packages/ml_models"
    return [top + "/{package}/files/{path...}", top + "/{model}/{version}/files/{path...}"].flatMap { path in
      [
        Route(.get, RoutePattern(path), needs: .read) { try await download($0) },
        Route(.put, RoutePattern(path), needs: .write) { try await upload($0) },
        Route(.delete, RoutePattern(path), needs: .write) { try await refuse($0) },
      ]
    }
  }

  static let neverDeleted = GitLabError(
    403,
    "403 Forbidden - what is published stays: its number would not be free again; yank the version (git registry version yank) so that nobody gets it by a range, or retire it (delete_model_version)"
  )

  private func download(_ request: ServerRequest) async throws -> ServerResponse {
    let (registry, path) = (request.captures["registry"] ?? "", request.captures["path"] ?? "")
    let range = request.headers["range"]
    switch try Self.reference(request) {
    case .number(let number):
      return try await index.packages.download(path, of: index.version(numbered: number, in: registry), range)
    case .version(let model, let version):
      return try await index.packages.download(
        path, of: index.packages.version(version, of: model, in: registry), range)
    case .candidate(let id): return try await index.packages.download(path, ofCandidate: id, in: registry, range)
    }
  }

  private func upload(_ request: ServerRequest) async throws -> ServerResponse {
    let (registry, path) = (request.captures["registry"] ?? "", request.captures["path"] ?? "")
    let (body, principal) = (request.body, request.principal)
    do {
      switch try Self.reference(request) {
      case .number(let number):
        let version = try await index.version(numbered: number, in: registry)
        try await index.packages.receive(body, at: path, of: version, by: principal)
      case .version(let model, let version):
        try await index.packages.receive(body, at: path, of: model, version, in: registry, by: principal)
      case .candidate(let id):
        try await index.packages.receive(body, at: path, ofCandidate: id, in: registry, by: principal)
      }
    } catch let error as BlobStoreError where error.isFull {
      throw GitLabError(413, "413 Payload too large - \(error)")
    } catch BlobStoreError.tooLarge(let limit) {
      throw GitLabError(400, "400 Bad request - File is too large: at most \(limit) bytes are taken")
    }
    return ServerResponse(201, json: .object(["message": .string("201 Created")]))
  }

  private func refuse(_ request: ServerRequest) async throws -> ServerResponse {
    let registry = request.captures["registry"] ?? ""
    switch try Self.reference(request) {
    case .number(let number): _ = try await index.version(numbered: number, in: registry)
    case .version(let model, let version): _ = try await index.packages.version(version, of: model, in: registry)
    case .candidate: break
    }
    throw Self.neverDeleted
  }

  private static func reference(_ request: ServerRequest) throws(GitLabError) -> PackageReference {
    let captures = request.captures
    let text = captures["package"] ?? "\(captures["model"] ?? "")/\(captures["version"] ?? "")"
    guard let reference = PackageReference(text) else {
      throw GitLabError(
        400,
        "400 Bad request - '\(EscapedText.line(text))' names no version: write a number of GET /packages, MODEL/VERSION or candidate:RUN"
      )
    }
    return reference
  }
}
