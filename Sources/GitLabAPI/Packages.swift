import Access
import Diagnostics
import Endpoints
import MLflowAPI
import Manifests

/// Versions as packages of type `ml_model`.
///
/// Source: https://docs.gitlab.com/api/packages/
struct Packages: Sendable {
  private let index: PackageIndex
  /// Of the server's addresses.
  private let scheme: String

  init(_ index: PackageIndex, scheme: String) {
    self.index = index
    self.scheme = scheme
  }

  var routes: [Route] {
    let top = GitLabMount.prefix + "/packages"
    let one = top + "/{package}"
    return [
      Route(.get, RoutePattern(top), needs: .look) { try await list($0) },
      Route(.get, RoutePattern(one), needs: .look) { try await get($0) },
      Route(.get, RoutePattern(one + "/package_files"), needs: .look) { try await files($0) },
      Route(.delete, RoutePattern(one), needs: .write) { try await refuse($0) },
      Route(.delete, RoutePattern(one + "/package_files/{file}"), needs: .write) { try await refuse($0) },
    ]
  }

  private func list(_ request: ServerRequest) async throws -> ServerResponse {
    let registry = request.captures["registry"] ?? ""
    let (page, order) = (try ResultPage(request), try PackageOrder(request))
    // Those of other types are elsewhere.
    let isOther = request.query("package_type").map { $0 != PackageDocument.type } ?? false
    let name = request.query("package_name")?.lowercased()
    let number = request.query("package_version")
    let versions = isOther ? [] : try await index.packages.all(in: registry)
    let found = versions.filter { version in
      (name.map { version.name.lowercased().contains($0) } ?? true)
        && (number.map { "\(version.number)" == $0 } ?? true)
    }
    let shown = page.cut(order.sorted(found))
    let numbers = try await index.numbers(of: shown, in: registry)
    let documents = zip(shown, numbers).map { PackageDocument($0, number: $1, of: request).json }
    var response = ServerResponse(json: .array(documents))
    response.headers += page.headers(of: found.count, request, scheme: scheme)
    return response
  }

  private func get(_ request: ServerRequest) async throws -> ServerResponse {
    let (registry, number) = (request.captures["registry"] ?? "", request.captures["package"] ?? "")
    let version = try await index.version(numbered: number, in: registry)
    let others = try await index.packages.all(in: registry).filter {
      $0.model == version.model && $0.number != version.number
    }.sorted { $0.number < $1.number }.suffix(ResultPage.largest)
    let numbers = try await index.numbers(of: Array(others), in: registry)
    let document = PackageDocument(version, number: Int64(number) ?? 0, of: request)
    return ServerResponse(json: document.json(with: zip(others, numbers).map { ($0, $1) }))
  }

  private func files(_ request: ServerRequest) async throws -> ServerResponse {
    let (registry, package) = (request.captures["registry"] ?? "", request.captures["package"] ?? "")
    let (version, page) = (try await index.version(numbered: package, in: registry), try ResultPage(request))
    let all = try await index.packages.artifacts(of: version).sorted { $0.path < $1.path }
    let shown = page.cut(all)
    let numbers = try await index.numbers(ofFiles: shown.map(\.path), of: version, in: registry)
    let documents = zip(shown, numbers).map { artifact, number in
      PackageDocument.file(artifact, number: number, package: Int64(package) ?? 0, of: version)
    }
    var response = ServerResponse(json: .array(documents))
    response.headers += page.headers(of: all.count, request, scheme: scheme)
    return response
  }

  private func refuse(_ request: ServerRequest) async throws -> ServerResponse {
    let (registry, package) = (request.captures["registry"] ?? "", request.captures["package"] ?? "")
    _ = try await index.version(numbered: package, in: registry)
    throw PackageFiles.neverDeleted
  }
}
