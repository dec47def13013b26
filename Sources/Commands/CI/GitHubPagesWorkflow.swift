import Manifests

/// `.github/workflows/pages.yml`.
///
/// Source: https://docs.github.com/en/pages/getting-started-with-github-pages/using-custom-workflows-with-github-pages
enum GitHubPagesWorkflow {
  static func text(_ program: CIProgram, branch: String) -> String {
    """
    # Written by 'git registry ci add github --pages'. Publishes the public registries as pages, each time that the branch moves.
    #
    # To show more than public registries, add --include public,organization to the build; whoever may read the pages reads them then.
    name: pages

    on:
      push:
        branches: ['\(branch)']
      workflow_dispatch:

    permissions:
      contents: read
      pages: write
      id-token: write

    concurrency:
      group: pages
      cancel-in-progress: true

    defaults:
      run:
        shell: bash

    jobs:
      pages:
        runs-on: ubuntu-latest
        timeout-minutes: 30
        environment:
          name: github-pages
          url: ${{ steps.deploy.outputs.page_url }}
        steps:
          - uses: actions/checkout@v4
            with:
              fetch-depth: 0
              persist-credentials: false

          - id: pages
            uses: actions/configure-pages@v5

          - name: Build
            env:
              PROGRAM_URL: '\(program.address.text)'
              PROGRAM_SHA256: '\(program.digest.hex)'
              BASE: ${{ steps.pages.outputs.base_url }}
            run: |
    \(PublishJob.indented(PublishJob.install, by: 10))
              git registry site build public --base "$BASE"

          - uses: actions/upload-pages-artifact@v3
            with:
              path: public

          - id: deploy
            uses: actions/deploy-pages@v4

    """
  }
}
