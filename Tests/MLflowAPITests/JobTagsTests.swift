import Manifests
import Testing

@testable import MLflowAPI

@Suite struct JobTagsTests {
  private static let sha = String(repeating: "a", count: 40)

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var template: String?
    let tags: [String: String]
    var job: Job?
    var source: Source?
  }

  @Test(arguments: [
    Case(testDescription: "nothing", tags: ["team": "risk", "gitlab.CI_JOB_ID": ""]),
    Case(testDescription: "a number alone", tags: ["gitlab.CI_JOB_ID": "7"], job: Job(id: "7")),
    Case(
      testDescription: "a number and a template", template: "https://g.org/ml/fraud/-/jobs/{job_id}",
      tags: ["gitlab.CI_JOB_ID": "7", "gitlab.CI_PIPELINE_ID": "3", "gitlab.CI_MERGE_REQUEST_IID": "2"],
      job: Job(
        id: "7", url: "https://g.org/ml/fraud/-/jobs/7", log: "https://g.org/ml/fraud/-/jobs/7/raw",
        pipeline: .init(id: "3", url: "https://g.org/ml/fraud/-/pipelines/3"),
        mergeRequest: .init(id: "2", url: "https://g.org/ml/fraud/-/merge_requests/2")),
      source: Source(repository: "https://g.org/ml/fraud")),
    Case(
      testDescription: "a template that needs a project", template: "https://g.org/{project_path}/-/jobs/{job_id}",
      tags: ["gitlab.CI_JOB_ID": "7"], job: Job(id: "7")),
    Case(
      testDescription: "a project", template: "https://g.org/{project_path}/-/jobs/{job_id}",
      tags: ["gitlab.CI_JOB_ID": "7", "gitlab.CI_PROJECT_PATH": "ml/fraud", "gitlab.CI_COMMIT_SHA": sha],
      job: Job(id: "7", url: "https://g.org/ml/fraud/-/jobs/7", log: "https://g.org/ml/fraud/-/jobs/7/raw"),
      source: Source(repository: "https://g.org/ml/fraud", commit: sha)),
    // The operator's word counts, not that of who writes.
    Case(
      testDescription: "another address", template: "https://g.org/ml/fraud/-/jobs/{job_id}",
      tags: [
        "gitlab.CI_JOB_ID": "7", "gitlab.CI_JOB_URL": "https://evil.org/7", "gitlab.CI_PROJECT_URL": "https://evil.org",
      ],
      job: Job(id: "7", url: "https://g.org/ml/fraud/-/jobs/7", log: "https://g.org/ml/fraud/-/jobs/7/raw"),
      source: Source(repository: "https://g.org/ml/fraud")),
    Case(
      testDescription: "addresses of the client",
      tags: [
        "gitlab.CI_JOB_ID": "7", "gitlab.CI_JOB_NAME": "train", "gitlab.CI_PROJECT_URL": "https://g.org/p",
        "gitlab.CI_COMMIT_SHA": sha,
      ], job: Job(id: "7", name: "train", url: "https://g.org/p/-/jobs/7", log: "https://g.org/p/-/jobs/7/raw"),
      source: Source(repository: "https://g.org/p", commit: sha)),
    Case(
      testDescription: "MLflow's own",
      tags: [
        "mlflow.source.git.commit": sha, "mlflow.source.git.repoURL": "https://g.org/p.git",
      ], source: Source(repository: "https://g.org/p.git", commit: sha)),
    Case(testDescription: "a commit of no repository", tags: ["mlflow.source.git.commit": sha]),
    Case(
      testDescription: "what is none of it", template: "https://g.org/{project_path}/-/jobs/{job_id}",
      tags: [
        "gitlab.CI_JOB_ID": "7; rm", "gitlab.CI_JOB_URL": "javascript:alert(1)", "gitlab.CI_PROJECT_PATH": "../../x",
        "gitlab.CI_PROJECT_URL": "file:///etc", "gitlab.CI_COMMIT_SHA": "HEAD", "gitlab.CI_JOB_NAME": "a\nb",
        "gitlab.CI_PIPELINE_ID": String(repeating: "9", count: 21), "mlflow.source.git.repoURL": "https://a b",
      ]),
  ])
  func tellTheJob(_ given: Case) throws {
    let links = try given.template.map { try JobLinks(template: $0) } ?? JobLinks()
    let tags = JobTags(given.tags, links)
    #expect(tags.job == given.job)
    #expect(tags.source == given.source)
  }

  @Test(arguments: [
    "", "g.org/{job_id}", "https://g.org/", "https://g.org/{job}/{job_id}", "https://g.org/{job_id",
    "https://g.org/ {job_id}",
    "javascript:{job_id}",
  ]) func aTemplateIsChecked(_ text: String) {
    #expect(throws: JobLinks.Problem.self) { try JobLinks(template: text) }
  }
}
