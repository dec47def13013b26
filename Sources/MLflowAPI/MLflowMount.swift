import Access
import Diagnostics
package import Endpoints
package import RunStore

/// MLflow's REST interface for one repository: each registry is a tracking and a registry server of its own at `/registries/REGISTRY`.
///
/// Source: https://mlflow.org/docs/latest/rest-api.html, and what the clients do.
package struct MLflowMount: Sendable {
  let repository: ServedRepository
  let runs: any RunStore

  package init(_ repository: ServedRepository, _ runs: any RunStore) {
    self.repository = repository
    self.runs = runs
  }

  package static let prefix = "/registries/{registry}"

  /// How MLflow's clients are told of errors.
  package static let form = ErrorForm(under: RoutePattern(prefix)) { ServerResponse(MLflowError($0)) }

  typealias Handler = @Sendable (MLflowCall) async throws -> JSONValue

  package var routes: [Route] {
    let models = RegisteredModels(repository)
    let versions = ModelVersions(repository, runs)
    let experiments = Experiments(repository, runs)
    let runs = Runs(repository, runs)
    let logged = LoggedModels(self.runs, now: repository.now)
    let calls = models.calls + versions.calls + experiments.calls + runs.calls + logged.calls
    let plain: [Route] = calls.flatMap { call in
      ["/api", "/ajax-api"].map { api in
        Route(call.method, RoutePattern("\(Self.prefix)\(api)/2.0/mlflow\(call.path)"), needs: call.right) { request in
          ServerResponse(json: try await call.handle(MLflowCall(request)))
        }
      }
    }
    return plain + Artifacts(repository, self.runs).routes
  }

  /// One call below `…/api/2.0/mlflow`.
  struct Call: Sendable {
    let method: HTTPMethod
    let path: String
    let right: Right
    let handle: Handler

    init(_ method: HTTPMethod, _ path: String, _ right: Right, _ handle: @escaping Handler) {
      self.method = method
      self.path = path
      self.right = right
      self.handle = handle
    }
  }
}
