import ArgumentParser
import Git

/// A host whose CI can judge changes.
enum CIHost: String, ExpressibleByArgument, CaseIterable {
  case github, gitlab

  var name: String { self == .github ? "GitHub Actions" : "GitLab CI" }

  var path: String { self == .github ? ".github/workflows/registry.yml" : ".gitlab/registry.yml" }

  func text(_ program: CIProgram) -> String {
    self == .github ? GitHubWorkflow.text(program) : GitLabPipeline.text(program)
  }

  /// Where a job that publishes is written.
  var publishPath: String { self == .github ? ".github/workflows/publish.yml" : ".gitlab/publish.yml" }

  func publishText(_ job: PublishJob, _ program: CIProgram) -> String {
    self == .github ? GitHubPublishWorkflow.text(job, program) : GitLabPublishJob.text(job, program)
  }

  /// Where a job that publishes pages is written.
  var pagesPath: String { self == .github ? ".github/workflows/pages.yml" : ".gitlab/pages.yml" }

  /// - Parameter branch: whose state the pages show.
  func pagesText(_ program: CIProgram, branch: String) -> String {
    self == .github
      ? GitHubPagesWorkflow.text(program, branch: branch) : GitLabPagesJob.text(program, branch: branch)
  }

  /// What a person must still do before there are pages.
  var whatIsLeftForPages: String {
    switch self {
    case .github:
      """
      Still to do on GitHub:
      - Settings > Pages > Build and deployment > Source: GitHub Actions

      """
    case .gitlab:
      """
      Still to do on GitLab:
      - in the pipeline's file: include: [{local: .gitlab/pages.yml}]
      - Settings > General > Visibility > Pages: who may read them

      """
    }
  }

  /// What a person must still do, which no file in the repository can.
  func whatIsLeft(in repository: Repository) throws -> String {
    let branch = try repository.headBranch()?.branch ?? "main"
    return switch self {
    case .github:
      """
      Still to do on GitHub, once this is on \(branch):
      - in the branch protection of \(branch), require the check 'registry' and branches that are up to date

      """
    case .gitlab:
      """
      Still to do on GitLab, once this is on \(branch):
      - Settings > CI/CD > General pipelines > CI/CD configuration file: .gitlab/registry.yml@GROUP/PROJECT:\(branch)
      - Settings > Merge requests: pipelines must succeed
      - Settings > CI/CD > Variables: REGISTRY_REVIEW_TOKEN, masked, a project access token with scope api, for the comment

      """
    }
  }
}
