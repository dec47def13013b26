import Access
import Actions
import BlobStore
import Diagnostics
import Endpoints
import Manifests
import RegistryStore

/// A file of a version, as a download that nothing shows or runs.
struct FileDownload {
  private let request: ServerRequest
  private let repository: ServedRepository

  init(_ request: ServerRequest, _ repository: ServedRepository) {
    self.request = request
    self.repository = repository
  }

  func response() async throws -> ServerResponse {
    let (model, selector) = WebRoute.Captures(request.captures).model
    let path = request.captures["path"] ?? ""
    let moment = try request.query("at").map { text in try PointInTime(text) }
    guard let selector, let meant = Reference("\(model)@\(selector)")?.selector else { throw RequestError.notFound }
    let artifact = try await repository.read(as: request.principal, with: .read, at: moment) { sight in
      let exact = try sight.reader.find.exact(meant, of: model)
      let artifacts = try sight.reader.find.version(exact, of: model).artifacts
      guard let artifact = artifacts.first(where: { $0.path == path }) else {
        throw ActionFailure.missing(
          "\(model)@\(exact) has no file '\(EscapedText.line(path))'", path, artifacts.map(\.path))
      }
      return artifact
    }
    let content = ServedContent(repository)
    guard try await content.sizeInBytes(of: artifact.digest) == artifact.sizeInBytes else {
      throw ActionFailure(.contentMissing, "the content of \(artifact.digest) is not here")
    }
    var response = try await FileResponse(
      artifact.digest, artifact.sizeInBytes, named: path, request.headers["range"], content
    ).response
    response.headers.removeAll { $0.name == "Content-Type" || $0.name == "X-Content-Type-Options" }
    response.headers += [
      ("Content-Type", "application/octet-stream"), ("X-Content-Type-Options", "nosniff"),
      ("Content-Security-Policy", "default-src 'none'; sandbox"), ("Cache-Control", "private, no-cache"),
    ]
    return response
  }
}
