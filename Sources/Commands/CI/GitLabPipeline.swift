import Manifests

/// `.gitlab/registry.yml`.
///
/// Source: https://docs.gitlab.com/ci/yaml/
enum GitLabPipeline {
  static func text(_ program: CIProgram) -> String {
    """
    # Written by 'git registry ci add gitlab'. Judges each merge request, keeps one review note up to date.
    #
    # The project's setting "CI/CD configuration file" must name this file with a project and branch, as in
    # .gitlab/registry.yml@GROUP/PROJECT:main. Then that branch's file judges, and a merge request cannot edit its judge. The
    # merge request itself is only read as git objects: nothing of it is checked out or run.
    registry:
      image: debian:bookworm-slim
      rules:
        - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      interruptible: true
      timeout: 30 minutes
      variables:
        GIT_STRATEGY: clone
        GIT_CHECKOUT: "false"
        GIT_DEPTH: "0"
        PROGRAM_URL: '\(program.address.text)'
        PROGRAM_SHA256: '\(program.digest.hex)'
      before_script:
        - apt-get update -qq
        - apt-get install -y -qq --no-install-recommends ca-certificates curl git jq
      script:
        # Install git registry
        - |
          place=$(mktemp -d)
          curl -fsSL --output "$place/git-registry.tar.gz" "$PROGRAM_URL"
          echo "$PROGRAM_SHA256  $place/git-registry.tar.gz" | sha256sum --check --quiet
          tar --extract --gzip --file "$place/git-registry.tar.gz" --directory "$place" --strip-components 1
          export PATH="$place/bin:$PATH"
        # Fetch the target branch
        - |
          head=${CI_MERGE_REQUEST_SOURCE_BRANCH_SHA:-$CI_COMMIT_SHA}
          base=refs/remotes/origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME
          git fetch --no-tags origin "+refs/heads/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME:$base"
        # Validate
        - |
          validated=0
          git registry validate "$head" --merge-with "$base" --report text=- \\
            --report gitlab=gl-code-quality-report.json --report junit=junit.xml || validated=$?
        # Review
        - |
          reviewed=0
          git registry review "$base..$head" --format markdown > "$place/review.md" || reviewed=$?
        # Comment and label
        - |
          request="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID"
          api() { curl --fail --silent --show-error --header "PRIVATE-TOKEN: $REGISTRY_REVIEW_TOKEN" "$@"; }
          # The id of the note that this token's user wrote before; nothing if there is none.
          find_note() {
            local me notes id page=1
            me=$(api "$CI_API_V4_URL/user" | jq .id) || return
            while :; do
              notes=$(api "$request/notes?sort=asc&order_by=created_at&per_page=100&page=$page") || return
              id=$(jq --argjson me "$me" 'first(.[]
                | select(.author.id == $me and (.body | startswith("<!-- git registry review -->"))) | .id)' <<< "$notes") || return
              if [ -n "$id" ] || [ "$(jq length <<< "$notes")" -lt 100 ]; then echo "$id"; return; fi
              page=$((page + 1))
            done
          }
          comment() {
            local note
            # A line that starts with a slash would be a command to GitLab.
            sed 's,^[[:space:]]*/,\\&#47;,' "$place/review.md" > "$place/note.md" || return
            note=$(find_note) || return
            if [ -n "$note" ]; then
              api --output /dev/null --request PUT --data-urlencode "body@$place/note.md" "$request/notes/$note"
            else
              api --output /dev/null --request POST --data-urlencode "body@$place/note.md" "$request/notes"
            fi
          }
          label() {
            local change=remove_labels
            if [ "$validated $reviewed" = "0 0" ]; then change=add_labels; fi
            api --output /dev/null --request PUT --data "$change=routine" "$request"
          }
          if [ -z "${REGISTRY_REVIEW_TOKEN:-}" ]; then
            echo "no comment and no label: the variable REGISTRY_REVIEW_TOKEN is not set"
          else
            if [ "$reviewed" -gt 2 ]; then echo "no comment: the review failed"; else comment || echo "the comment failed"; fi
            label || echo "the label failed"
          fi
        - exit "$validated"
      artifacts:
        when: always
        reports:
          codequality: gl-code-quality-report.json
          junit: junit.xml

    """
  }
}
