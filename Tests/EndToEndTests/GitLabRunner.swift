import Foundation
import TestSupport
import Testing

/// Runs the script of a pipeline's job as GitLab's runner does in a merge request pipeline.
///
/// Source: https://docs.gitlab.com/ci/variables/predefined_variables/
struct GitLabRunner {
  struct Pipeline: Decodable { let registry: Job }

  struct Job: Decodable {
    let variables: [String: String]
    let script: [String]
  }

  let place: CISandbox
  var token: String? = "the-token"

  /// Runs the job in a folder that has the commits and, as GIT_CHECKOUT is false, no file.
  func run() throws -> GitSandbox.Outcome {
    let job = (try place.workflow() as Pipeline).registry
    #expect(job.variables["GIT_CHECKOUT"] == "false" && job.variables["GIT_DEPTH"] == "0")
    try place.command(
      """
      rm -rf builds && git init --quiet builds && cd builds && git remote add origin ../server.git
      git fetch --quiet origin +refs/merge-requests/7/head:refs/pipelines/1
      """)
    let head = try place.sandbox.git("rev-parse", "refs/pipelines/1", in: "builds").trimmed
    var variables = [
      "GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "merge_request_event", "CI_API_V4_URL": "https://gitlab.test/api/v4",
      "CI_PROJECT_ID": "12", "CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
      "CI_COMMIT_SHA": head, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "",
    ]
    variables["REGISTRY_REVIEW_TOKEN"] = token
    try place.sandbox.write((["set -eo pipefail"] + job.script).joined(separator: "\n"), to: "script.sh")
    return try place.sandbox.run(
      "bash", [place.sandbox.path("script.sh")], in: "builds",
      environment: place.environment(variables.merging(job.variables) { $1 }))
  }
}
