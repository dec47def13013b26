import Access
import Diagnostics
package import Endpoints
package import RunStore

/// MLflow's REST interface for one repository: each registry is a tracking and a registry server of its own at `/registries/REGISTRY`.
///
/// Source: https://mlflow.org/docs/latest/rest-api.html, and what the clients do.
package struct MLflowMount: Sendable {
  private let models: ServedModels
  private let versionRuns: VersionRuns
  private let repeated: RepeatedCalls

  /// How long runs are kept after they ended, in milliseconds; nil for ever.
  private let runsKept: Int64?

  /// - Parameters:
  ///   - patience: how long a run that a version comes from says nothing before what it logged is committed, in milliseconds.
  ///   - runsKept: how long runs are kept after they ended, in milliseconds; nil for ever.
  ///   - jobs: where the CI jobs are that tags name.
  package init(
    _ repository: ServedRepository, _ runs: any RunStore, patience: Int64 = 60_000, runsKept: Int64? = nil,
    jobs: JobLinks = JobLinks()
  ) {
    self.runsKept = runsKept
    models = ServedModels(repository, runs, jobs)
    versionRuns = VersionRuns(models, patience: patience)
    repeated = RepeatedCalls(runs, now: repository.now)
  }

  /// Does what nobody asks for, until the task is cancelled: commits what runs logged to versions.
  package func work() async {
    await withTaskGroup { group in
      group.addTask { await versionRuns.watch() }
      group.addTask { await forgetRuns() }
    }
  }

  private func forgetRuns() async {
    guard let runsKept else { return }
    while !Task.isCancelled {
      let time = models.repository.now() - runsKept
      // A few at once, so that nobody who logs waits for it. Where it fails, the next hour tries again; a sleep ends early at the end.
      while let count = try? await models.store.forgetRuns(endedBefore: time, atMost: 100), count == 100 {}
      try? await Task.sleep(for: .seconds(3600))
    }
  }

  package static let prefix = MLflowDialect.mlflow.prefix

  /// How MLflow's clients are told of errors.
  package static let form = MLflowDialect.mlflow.form

  typealias Handler = @Sendable (MLflowCall) async throws -> JSONValue
  typealias Creator = @Sendable (MLflowCall, RequestKey) async throws -> JSONValue

  enum Handling: Sendable {
    case plain(Handler)
    case creation(Creator)
  }

  package var routes: [Route] { routes(in: .mlflow) }

  /// Versions with their files.
  package var packages: ModelPackages { ModelPackages(models, versionRuns) }

  /// The same runs and models for the clients of another mount.
  package func routes(in dialect: MLflowDialect) -> [Route] {
    let models = ServedModels(models, in: dialect)
    let logged = LoggedModels(models.store, now: models.repository.now)
    let calls =
      RegisteredModels(models).calls + ModelVersions(models, versionRuns).calls + Experiments(models).calls
      + Runs(models, versionRuns).calls + logged.calls + Traces(models).calls + Assessments(models).calls
    let plain: [Route] = calls.flatMap { call in
      ["/api", "/ajax-api"].map { api in
        Route(
          call.method, RoutePattern("\(dialect.prefix)\(api)/\(call.api)/mlflow\(call.path)"), needs: call.right,
          answer(call))
      }
    }
    return plain + Artifacts(models, versionRuns).routes + NotServed(dialect).routes
  }

  private func answer(_ call: Call) -> @Sendable (ServerRequest) async throws -> ServerResponse {
    let ownRuns = OwnRuns(versionRuns)
    switch call.handle {
    case .plain(let handle):
      return { request in
        let call = try await MLflowCall(request)
        try await ownRuns.open(call)
        return ServerResponse(json: try await handle(call))
      }
    case .creation(let handle):
      return { [repeated] request in
        let call = try await MLflowCall(request)
        try await ownRuns.open(call)
        let (key, delivery) = try await repeated.begin(call)
        do {
          var response = ServerResponse(json: try await handle(call, key))
          response.delivery = delivery
          return response
        } catch {
          // Nothing was made: who asks again is not told what others made.
          delivery.succeed()
          throw error
        }
      }
    }
  }

  /// One call below `…/api/2.0/mlflow`, or that of another version.
  struct Call: Sendable {
    let method: HTTPMethod
    let path: String
    let right: Right
    let handle: Handling
    /// The version of the interface.
    let api: String

    init(
      _ method: HTTPMethod, _ path: String, _ right: Right, _ handle: @escaping Handler, api: String = "2.0"
    ) {
      (self.method, self.path, self.right, self.handle, self.api) = (method, path, right, .plain(handle), api)
    }

    /// A call that makes something new, which must not be made twice if the client asks again because the answer was lost.
    init(_ path: String, _ right: Right, creating handle: @escaping Creator) {
      (method, self.path, self.right, self.handle, api) = (.post, path, right, .creation(handle), "2.0")
    }
  }
}
