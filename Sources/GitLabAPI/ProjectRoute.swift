import Access
import Actions
import Diagnostics
import Endpoints
import GitObjects
import Manifests

/// A registry as a project, from which clients learn its number.
///
/// Source: https://docs.gitlab.com/api/projects/, "Retrieve a project".
struct ProjectRoute: Sendable {
  private let repository: ServedRepository
  private let projects: RepositoryProjects

  init(_ repository: ServedRepository, _ projects: RepositoryProjects) {
    self.repository = repository
    self.projects = projects
  }

  var route: Route { Route(.get, RoutePattern(GitLabMount.prefix), needs: .look) { try await answer($0) } }

  private func answer(_ request: ServerRequest) async throws -> ServerResponse {
    let name = request.captures["registry"] ?? ""
    let registry = try await repository.read { try $0.find.registry(name) }
    let visibility =
      switch registry.visibility {
      case .public: "public"
      case .organization: "internal"
      case .restricted, .disabled: "private"
      }
    return ServerResponse(
      json: .object([
        "id": .integer(try await projects.number(of: name)), "name": .string(name), "path": .string(name),
        "path_with_namespace": .string("\(projects.organization)/\(name)"),
        "name_with_namespace": .string("\(projects.organization) / \(name)"),
        "namespace": .object([
          "name": .string(projects.organization), "path": .string(projects.organization), "kind": .string("group"),
          "full_path": .string(projects.organization),
        ]),
        "description": registry.description.map { .string($0) } ?? .null, "visibility": .string(visibility),
        "archived": .boolean(registry.status != .active),
        "default_branch": repository.branch.branch.map { .string($0) } ?? .null,
      ]))
  }
}
