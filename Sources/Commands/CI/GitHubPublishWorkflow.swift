/// `.github/workflows/publish.yml`.
///
/// Source: https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-cloud-providers
enum GitHubPublishWorkflow {
  static func text(_ job: PublishJob, _ program: CIProgram) -> String {
    """
    # Written by 'git registry ci add github --publish'. Publishes what another job trained and uploaded; call it from the workflow that trains:
    #
    #   publish:
    #     needs: train
    #     uses: ./.github/workflows/publish.yml
    #     with: {artifact: model}
    #     permissions: {id-token: write}
    #
    # No secret is stored: GitHub issues a token for this job, and the registry knows by a member's trustedPublishers whose jobs may
    # publish. Protect the environment 'registry': its rules decide which branches may.
    name: publish

    on:
      workflow_call:
        inputs:
          artifact:
            description: The uploaded artifact to publish.
            type: string
            required: true

    permissions:
      id-token: write

    defaults:
      run:
        shell: bash

    jobs:
      publish-model:
        runs-on: ubuntu-latest
        timeout-minutes: 30
        environment: registry
        env:
          AUDIENCE: '\(job.audience)'
    \(PublishJob.indented(job.variables(program), by: 6))
        steps:
          - uses: actions/download-artifact@v4
            with:
              name: ${{ inputs.artifact }}
              path: '\(job.artifact)'

          - name: Publish
            run: |
    \(PublishJob.indented(PublishJob.install, by: 10))
              # The host gives the token for the asking, to jobs that may write id-token.
              REGISTRY_TOKEN=$(curl -fsS --get --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \\
                --data-urlencode "audience=$AUDIENCE" "$ACTIONS_ID_TOKEN_REQUEST_URL" | jq --raw-output .value)
              echo "::add-mask::$REGISTRY_TOKEN"
    \(PublishJob.indented(job.script(run: "github-$GITHUB_RUN_ID"), by: 10))

    """
  }
}
