import Access
import Actions
import BlobStore
import Diagnostics
import Endpoints
import Manifests
import RegistryStore

/// The files of versions and candidates, whole or in part.
enum FilesLook {
  private static let model = "/registries/{registry}/models/{model}"

  static let operations: [Operation] = [
    Operation(
      .get, model + "/versions/{version}/files/{path...}", .registry(.read), "Download a file of a version",
      like: "pull",
      query: [.at]
    ) { call in try await file(call) { .number(try $0.find.number(try call.selector(), of: call.model)) } },
    Operation(
      .get, model + "/candidates/{candidate}/files/{path...}", .registry(.read), "Download a file of a candidate",
      like: "pull", query: [.at]
    ) { call in try await file(call) { _ in .candidate(call.name("candidate")) } },
  ]

  private static func file(
    _ call: Call, _ exact: @escaping @Sendable (RegistryReader) throws -> ExactVersion
  ) async throws -> ServerResponse {
    let path = call.name("path")
    let artifact = try await call.repository.read(as: call.principal, with: .read, at: call.moment()) { sight in
      let exact = try exact(sight.reader)
      let artifacts = try sight.reader.find.version(exact, of: call.model).artifacts
      guard let artifact = artifacts.first(where: { $0.path == path }) else {
        throw ActionFailure.missing(
          "\(call.model)@\(exact) has no file '\(EscapedText.line(path))'", path, artifacts.map(\.path))
      }
      return artifact
    }
    let content = ServedContent(call.repository)
    guard try await content.sizeInBytes(of: artifact.digest) == artifact.sizeInBytes else {
      throw BlobStoreError.missing(artifact.digest)
    }
    return try await FileResponse(
      artifact.digest, artifact.sizeInBytes, named: path, call.request.headers["range"], content
    ).response
  }
}
