import Access
import Actions
import Manifests

extension FactChanges {
  /// The job that publishes, by the word of its host, where nothing else was said of it.
  mutating func add(_ issued: IssuedClaims?) {
    guard job == nil, let issued else { return }
    let facts = JobFacts(issued)
    job = facts.job
    jobSource = jobSource ?? facts.source
  }
}

/// A job and the code that it runs, from the claims of its token. No address is asked: each is made of what the host signed.
///
/// Source: https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload and
/// https://docs.github.com/en/actions/reference/security/oidc
private struct JobFacts {
  var job: Job?
  var source: Source?

  private static let gitHub = "https://token.actions.githubusercontent.com"

  init(_ issued: IssuedClaims) {
    let claims = issued.claims
    if let id = claims["job_id"], let path = claims["project_path"] {
      let project = "\(issued.issuer)/\(path)"
      let url = "\(project)/-/jobs/\(id)"
      let pipeline = claims["pipeline_id"].map { Job.Link(id: $0, url: "\(project)/-/pipelines/\($0)") }
      job = Job(id: id, url: url, log: "\(url)/raw", pipeline: pipeline)
      source = Source(repository: project, commit: claims["sha"])
    } else if let id = claims["run_id"], let name = claims["repository"] {
      // An issuer of GitHub's own server has its address in front of this path.
      let suffix = "/_services/token"
      let host =
        issued.issuer == Self.gitHub
        ? "https://github.com"
        : issued.issuer.hasSuffix(suffix) ? String(issued.issuer.dropLast(suffix.count)) : issued.issuer
      let project = "\(host)/\(name)"
      let url = "\(project)/actions/runs/\(id)"
      let attempt = claims["run_attempt"].map { "\(url)/attempts/\($0)" } ?? url
      job = Job(id: id, url: attempt, log: attempt, pipeline: Job.Link(id: id, url: url))
      source = Source(repository: project, commit: claims["sha"])
    }
  }
}
