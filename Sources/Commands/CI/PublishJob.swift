import Manifests

/// What a job that publishes is told: where, as whom, and which files.
struct PublishJob {
  let server: ServerAddress
  let audience: String
  /// The e-mail address of the service member as which it acts.
  let member: String
  let model: ModelName
  /// Files of the training job, by their path in its folder.
  let artifact: String

  /// The same for each host, with the token in `REGISTRY_TOKEN`: no secret is stored, and none is written to a file.
  func script(run: String) -> String {
    """
    # git and git-lfs ask this helper: the token goes to the registry alone, and into no address or file.
    export REGISTRY_TOKEN GIT_CONFIG_COUNT=1 GIT_TERMINAL_PROMPT=0
    export GIT_CONFIG_KEY_0="credential.$REGISTRY_ORIGIN.helper"
    export GIT_CONFIG_VALUE_0='!f() { echo username=job; echo "password=$REGISTRY_TOKEN"; }; f'
    export GIT_AUTHOR_EMAIL="$REGISTRY_MEMBER" GIT_AUTHOR_NAME="${REGISTRY_MEMBER%%@*}"
    export GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL" GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME"
    run="\(run)"
    publish() {
      rm -rf "$place/registry"
      git clone --quiet --filter=blob:none "$REGISTRY_URL" "$place/registry" || return 4
      # What was published and not answered is not published again; nor is what a job that is run again has published.
      found=$(git registry list -C "$place/registry" "$MODEL" --where "run_id = '$run'" --columns version --csv) || return
      found=$(tail -n +2 <<< "$found")
      if [ -n "$found" ]; then echo "already published: $MODEL@$found"; return 0; fi
      git registry version create -C "$place/registry" "$MODEL" --bump auto --run "$run" --artifact "$PWD/$ARTIFACT" --push
    }
    # Only what may be better in a while is tried again; a refusal stays one.
    for wait in 5 20 60 0; do
      status=0
      publish || status=$?
      if [ "$status" != 4 ]; then break; fi
      echo "the registry cannot be reached; trying again in $wait seconds"
      sleep "$wait"
    done
    exit "$status"
    """
  }

  /// Downloads the program, of exactly these bytes, to a folder `$place`.
  static let install = """
    place=$(mktemp -d)
    curl -fsSL --output "$place/git-registry.tar.gz" "$PROGRAM_URL"
    echo "$PROGRAM_SHA256  $place/git-registry.tar.gz" | sha256sum --check --quiet
    tar --extract --gzip --file "$place/git-registry.tar.gz" --directory "$place" --strip-components 1
    export PATH="$place/bin:$PATH"
    """

  /// Variables as YAML.
  func variables(_ program: CIProgram) -> String {
    """
    PROGRAM_URL: '\(program.address.text)'
    PROGRAM_SHA256: '\(program.digest.hex)'
    REGISTRY_URL: '\(server.text)'
    REGISTRY_ORIGIN: '\(server.origin)'
    REGISTRY_MEMBER: '\(member)'
    MODEL: '\(model)'
    ARTIFACT: '\(artifact)'
    """
  }

  /// What a person must still do in the registry.
  func whatIsLeft(_ host: CIHost) -> String {
    let claims =
      switch host {
      case .gitlab:
        """
              - issuer: https://gitlab.com
                audience: \(audience)
                claims:
                  project_id: "NUMBER"
                  ref_protected: "true"
        """
      case .github:
        """
              - issuer: https://token.actions.githubusercontent.com
                audience: \(audience)
                claims:
                  environment: registry
                  repository_id: "NUMBER"
        """
      }
    let place =
      switch host {
      case .gitlab: "- in .gitlab-ci.yml, include it after the job that trains: include: [{local: \(host.publishPath)}]"
      case .github: "- in the workflow that trains, call it: uses: ./\(host.publishPath), with artifact: NAME"
      }
    return """
      Still to do, once this is committed:
      \(place)
      - in the registry, in the manifest of the service account \(member):
          trustedPublishers:
      \(claims)
      - on the server: git registry serve --oidc-issuer with that issuer

      """
  }

  /// Lines further in, but for empty ones.
  static func indented(_ text: String, by width: Int) -> String {
    let space = String(repeating: " ", count: width)
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : space + $0 }.joined(separator: "\n")
  }
}
