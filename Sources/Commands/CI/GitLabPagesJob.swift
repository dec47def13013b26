import Manifests

/// `.gitlab/pages.yml`.
///
/// Source: https://docs.gitlab.com/user/project/pages/getting_started/pages_from_scratch/
enum GitLabPagesJob {
  static func text(_ program: CIProgram, branch: String) -> String {
    """
    # Written by 'git registry ci add gitlab --pages'. Publishes the public registries as pages, each time that the branch moves; include it
    # in the pipeline's file:
    #
    #   include: [{local: .gitlab/pages.yml}]
    #
    # To show more than public registries, add --include public,organization to the build; whoever may read the pages reads them then.
    pages:
      image: debian:bookworm-slim
      stage: deploy
      rules:
        - if: $CI_COMMIT_BRANCH == '\(branch)' && $CI_PIPELINE_SOURCE != "merge_request_event"
      timeout: 30 minutes
      variables:
        GIT_DEPTH: '0'
        PROGRAM_URL: '\(program.address.text)'
        PROGRAM_SHA256: '\(program.digest.hex)'
      before_script:
        - apt-get update -qq
        - apt-get install -y -qq --no-install-recommends ca-certificates curl git
      script:
        # Install git registry
        - |
    \(PublishJob.indented(PublishJob.install, by: 6))
        # Build
        - git registry site build public --base "$CI_PAGES_URL"
      artifacts:
        paths: [public]

    """
  }
}
