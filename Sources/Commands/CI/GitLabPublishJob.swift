/// `.gitlab/publish.yml`.
///
/// Source: https://docs.gitlab.com/ci/secrets/id_token_authentication/
enum GitLabPublishJob {
  static func text(_ job: PublishJob, _ program: CIProgram) -> String {
    """
    # Written by 'git registry ci add gitlab --publish'. Publishes what an earlier job trained; include it in .gitlab-ci.yml:
    #
    #   include: [{local: .gitlab/publish.yml}]
    #
    # No secret is stored: GitLab issues a token for this job, and the registry knows by a member's trustedPublishers whose jobs may
    # publish. Only protected branches and tags run it.
    publish-model:
      image: debian:bookworm-slim
      stage: deploy
      rules:
        - if: $CI_COMMIT_REF_PROTECTED == "true"
      timeout: 30 minutes
      id_tokens:
        REGISTRY_TOKEN:
          aud: '\(job.audience)'
      variables:
    \(PublishJob.indented(job.variables(program), by: 4))
      before_script:
        - apt-get update -qq
        - apt-get install -y -qq --no-install-recommends ca-certificates curl git git-lfs
      script:
        # Install git registry
        - |
    \(PublishJob.indented(PublishJob.install, by: 6))
        # Publish
        - |
    \(PublishJob.indented(job.script(run: "gitlab-$CI_PIPELINE_ID"), by: 6))

    """
  }
}
