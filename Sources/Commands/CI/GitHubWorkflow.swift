import Manifests

/// `.github/workflows/registry.yml`.
///
/// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
enum GitHubWorkflow {
  static func text(_ program: CIProgram) -> String {
    """
    # Written by 'git registry ci add github'. Judges each pull request, keeps one review comment up to date.
    #
    # pull_request_target runs the workflow of the repository's own branch, so that a pull request cannot edit its judge. The
    # pull request itself is only read as git objects: nothing of it is checked out or run.
    name: registry

    on:
      pull_request_target:
        # 'edited' for a pull request that moves to another base.
        types: [opened, synchronize, reopened, edited]

    permissions:
      actions: read
      contents: read
      pull-requests: write
      security-events: write

    concurrency:
      group: registry-${{ github.event.pull_request.number }}
      cancel-in-progress: true

    defaults:
      run:
        shell: bash

    jobs:
      registry:
        runs-on: ubuntu-latest
        timeout-minutes: 30
        env:
          NUMBER: ${{ github.event.pull_request.number }}
          HEAD: ${{ github.event.pull_request.head.sha }}
          BASE: ${{ github.event.pull_request.base.ref }}
        steps:
          - uses: actions/checkout@v4
            with:
              fetch-depth: 0
              persist-credentials: false

          - name: Install git registry
            env:
              PROGRAM_URL: '\(program.address.text)'
              PROGRAM_SHA256: '\(program.digest.hex)'
            run: |
              mkdir -p "$RUNNER_TEMP/git-registry"
              curl -fsSL --output "$RUNNER_TEMP/git-registry.tar.gz" "$PROGRAM_URL"
              echo "$PROGRAM_SHA256  $RUNNER_TEMP/git-registry.tar.gz" | sha256sum --check --quiet
              tar --extract --gzip --file "$RUNNER_TEMP/git-registry.tar.gz" --directory "$RUNNER_TEMP/git-registry" --strip-components 1
              echo "$RUNNER_TEMP/git-registry/bin" >> "$GITHUB_PATH"

          - name: Fetch the pull request
            id: fetch
            env:
              GH_TOKEN: ${{ github.token }}
            run: |
              export HEADER="Authorization: Basic $(printf 'x-access-token:%s' "$GH_TOKEN" | base64 --wrap=0)"
              git --config-env="http.$GITHUB_SERVER_URL/.extraHeader=HEADER" fetch --no-tags origin \\
                "+refs/pull/$NUMBER/head:refs/remotes/pull/head"
              if [ "$(git rev-parse refs/remotes/pull/head)" != "$HEAD" ]; then
                echo "::error::the pull request has moved on; the run for its new head judges it"
                exit 1
              fi

          - name: Validate
            id: validate
            run: |
              git registry validate refs/remotes/pull/head --merge-with "origin/$BASE" \\
                --report github=- --report "sarif=$RUNNER_TEMP/registry.sarif"

          - name: Review
            id: review
            if: ${{ !cancelled() && steps.fetch.outcome == 'success' }}
            continue-on-error: true
            run: |
              status=0
              git registry review "origin/$BASE..refs/remotes/pull/head" --format markdown > "$RUNNER_TEMP/review.md" || status=$?
              case $status in
                0) verdict=routine ;;
                1) verdict=invalid ;;
                2) verdict=person ;;
                *) exit "$status" ;;
              esac
              echo "verdict=$verdict" >> "$GITHUB_OUTPUT"

          - name: Comment
            if: ${{ !cancelled() && steps.review.outcome == 'success' }}
            continue-on-error: true
            env:
              GH_TOKEN: ${{ github.token }}
            run: |
              found=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments?per_page=100" --jq '.[]
                | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- git registry review -->"))) | .id')
              if [ -n "$found" ]; then
                gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/${found%%$'\\n'*}" -F "body=@$RUNNER_TEMP/review.md"
              else
                gh api --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments" -F "body=@$RUNNER_TEMP/review.md"
              fi

          - name: Label
            if: ${{ !cancelled() }}
            continue-on-error: true
            env:
              GH_TOKEN: ${{ github.token }}
              VALIDATED: ${{ steps.validate.outcome }}
              VERDICT: ${{ steps.review.outputs.verdict }}
            run: |
              labels="repos/$GITHUB_REPOSITORY/issues/$NUMBER/labels"
              if [ "$VALIDATED $VERDICT" = "success routine" ]; then
                gh api --silent --method POST "$labels" -f "labels[]=routine"
              elif [ -n "$(gh api --paginate "$labels" --jq '.[] | select(.name == "routine") | .name')" ]; then
                gh api --silent --method DELETE "$labels/routine"
              fi

          - name: Upload SARIF
            if: ${{ !cancelled() && steps.fetch.outcome == 'success' }}
            continue-on-error: true
            uses: github/codeql-action/upload-sarif@v4
            with:
              sarif_file: ${{ runner.temp }}/registry.sarif
              category: git-registry
              # The event's own are those of the base.
              ref: refs/pull/${{ github.event.pull_request.number }}/head
              sha: ${{ github.event.pull_request.head.sha }}

    """
  }
}
