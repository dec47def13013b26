import Diagnostics
package import Endpoints

/// A mount of MLflow's interface: where it is, and in what its clients expect other answers.
///
/// | | `mlflow` | `gitLab` |
/// |---|---|---|
/// | `aliases` of a version | its aliases | its SemVer too |
/// | `latest` | the newest version of each stage | the highest SemVer |
/// | a version that comes from no run | has none | has a run of its own, see ``OwnRun`` |
///
/// Source: gitlab-org/gitlab, `lib/api/entities/ml/mlflow/model_version.rb`.
package struct MLflowDialect: Sendable {
  /// What the paths of its routes begin with.
  package let prefix: String
  /// True if the SemVer of a version is among its aliases.
  let numbersAreAliases: Bool
  /// True if `latest` is the highest SemVer.
  let latestIsHighest: Bool
  /// True if every version has a run.
  let versionsHaveRuns: Bool
  private let answer: @Sendable (any Error) -> ServerResponse

  /// Each registry is a tracking and a registry server of its own.
  package static let mlflow = MLflowDialect(
    prefix: "/registries/{registry}", numbersAreAliases: false, latestIsHighest: false, versionsHaveRuns: false
  ) { ServerResponse(MLflowError($0)) }

  /// A registry is what a project is in GitLab.
  package static let gitLab = MLflowDialect(
    prefix: "/api/v4/projects/{project}/ml/mlflow", numbersAreAliases: true, latestIsHighest: true,
    versionsHaveRuns: true
  ) { ServerResponse(gitLab: MLflowError($0)) }

  /// How its clients are told of errors.
  package var form: ErrorForm { ErrorForm(under: RoutePattern(prefix), answer) }

  private init(
    prefix: String, numbersAreAliases: Bool, latestIsHighest: Bool, versionsHaveRuns: Bool,
    answer: @escaping @Sendable (any Error) -> ServerResponse
  ) {
    self.prefix = prefix
    self.numbersAreAliases = numbersAreAliases
    self.latestIsHighest = latestIsHighest
    self.versionsHaveRuns = versionsHaveRuns
    self.answer = answer
  }
}

extension ServerResponse {
  /// GitLab answers who is not known without an `error_code`, which its client looks for.
  fileprivate init(gitLab error: MLflowError) {
    self.init(error)
    if error.code == .unauthenticated {
      let told = ServerResponse(401, json: .object(["message": .string("401 Unauthorized")]))
      (headers, body) = (told.headers, told.body)
      headers.append(("WWW-Authenticate", "Basic realm=\"git registry\""))
    }
  }
}
