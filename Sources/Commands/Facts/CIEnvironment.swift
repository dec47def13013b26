import Glibc
import Manifests

/// The CI job that the program runs in, read from the variables that hosts set.
///
/// Source: https://docs.gitlab.com/ci/variables/predefined_variables/ and
/// https://docs.github.com/en/actions/reference/workflows-and-actions/variables
struct CIEnvironment {
  let job: Job
  let source: Source?

  /// Nil outside GitLab CI and GitHub Actions.
  static func current() -> CIEnvironment? {
    if variable("GITLAB_CI") == "true" { return gitLab() }
    if variable("GITHUB_ACTIONS") == "true" { return gitHub() }
    return nil
  }

  private static func gitLab() -> CIEnvironment {
    var request: Job.Link?
    if let id = variable("CI_MERGE_REQUEST_IID") {
      let project = variable("CI_MERGE_REQUEST_PROJECT_URL") ?? variable("CI_PROJECT_URL")
      request = .init(id: id, url: project.map { "\($0)/-/merge_requests/\(id)" })
    }
    let pipeline = Job.Link(id: variable("CI_PIPELINE_ID"), url: variable("CI_PIPELINE_URL"))
    let url = variable("CI_JOB_URL")
    let job = Job(
      id: variable("CI_JOB_ID"), name: variable("CI_JOB_NAME"), url: url, log: url.map { "\($0)/raw" },
      pipeline: pipeline, mergeRequest: request)
    return CIEnvironment(job: job, source: source(variable("CI_PROJECT_URL"), variable("CI_COMMIT_SHA")))
  }

  private static func gitHub() -> CIEnvironment {
    let repository = variable("GITHUB_REPOSITORY").map {
      "\(variable("GITHUB_SERVER_URL") ?? "https://github.com")/\($0)"
    }
    let run = variable("GITHUB_RUN_ID")
    let runURL = repository.flatMap { base in run.map { "\(base)/actions/runs/\($0)" } }
    let attempt = variable("GITHUB_RUN_ATTEMPT").map { "/attempts/\($0)" } ?? ""
    var request: Job.Link?
    // refs/pull/<number>/merge
    let parts = (variable("GITHUB_REF") ?? "").split(separator: "/").map(String.init)
    if parts.count == 4, parts[0] == "refs", parts[1] == "pull" {
      request = .init(id: parts[2], url: repository.map { "\($0)/pull/\(parts[2])" })
    }
    let job = Job(
      id: run, name: variable("GITHUB_JOB"), url: runURL.map { $0 + attempt }, log: runURL.map { $0 + attempt },
      pipeline: .init(id: run, url: runURL), mergeRequest: request)
    return CIEnvironment(job: job, source: source(repository, variable("GITHUB_SHA")))
  }

  private static func source(_ repository: String?, _ commit: String?) -> Source? {
    repository.map { Source(repository: $0, commit: commit) }
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }
}
