import Foundation
import TestSupport
import Testing

/// The jobs that `ci add --publish` writes, run as the hosts run them: no secret is anywhere, and the registry knows the job by its token.
struct CIPublishTests {
  private let team: TeamServer
  private let issuer: OIDCPeers.Issuer
  private var sandbox: GitSandbox { team.sandbox }

  init() throws {
    team = try TeamServer()
    issuer = try OIDCPeers.Issuer(in: team.sandbox)
  }

  private static let audience = "https://models.acme.org"

  /// A training project with the file, at `train`, and a server whose `Models/fraud` its jobs may write.
  private func prepare(_ host: String, claims: String, port: Int) throws {
    try sandbox.registry("model", "create", "Models/fraud", in: "git/acme.git")
    try team.trust(issuer.address, claims: claims)
    try sandbox.git("init", "--quiet", "train")
    try sandbox.write("#!/bin/sh\nexec '\(GitSandbox.program)' \"$@\"\n", to: "dist/git-registry-1/bin/git-registry")
    let pack = "chmod +x dist/git-registry-1/bin/git-registry && tar -czf dist.tar.gz -C dist git-registry-1"
    try sandbox.run("bash", ["-c", pack]).requireSuccess()
    let digest = try sandbox.run("sha256sum", ["dist.tar.gz"]).output.prefix(64)
    let written = try sandbox.registry(
      "ci", "add", host, "--publish", "Models/fraud", "--server", "http://127.0.0.1:\(port)/acme.git", "--member",
      "ci-bot@acme.org", "--audience", Self.audience, "--program-url", "file://\(sandbox.path("dist.tar.gz"))",
      "--program-digest", "sha256:\(digest)", in: "train")
    #expect(written.contains("trustedPublishers:") && written.contains("audience: \(Self.audience)"), "\(written)")
    try sandbox.run("mkdir", ["train/model"]).requireSuccess()
    try sandbox.write("weights", to: "train/model/model.bin")
  }

  private func file<Value: Decodable>(_ path: String) throws -> Value {
    let script =
      "import json, sys; from ruamel.yaml import YAML; json.dump(YAML(typ='safe').load(open(sys.argv[1])), sys.stdout)"
    let python = SourceTree.url(".build/venv/bin/python").path
    let outcome = try sandbox.run(python, ["-c", script, sandbox.path(path)])
    try outcome.requireSuccess()
    return try JSONDecoder().decode(Value.self, from: Data(outcome.output.utf8))
  }

  private func requireSchema(_ schema: String, _ path: String) throws {
    let validator = SourceTree.url(".build/venv/bin/check-jsonschema").path
    try sandbox.run(validator, ["--builtin-schema", schema, path]).requireSuccess()
  }

  /// Only the program of the tarball, and no waiting between tries.
  private func environment(_ variables: [String: String]) throws -> [String: String] {
    let path = (sandbox.environment["PATH"] ?? "").split(separator: ":").map(String.init).filter {
      !FileManager.default.isExecutableFile(atPath: "\($0)/git-registry")
    }
    try sandbox.write("#!/bin/sh\necho slept $1\n", to: "tools/sleep")
    try sandbox.run("chmod", ["+x", "tools/sleep"]).requireSuccess()
    return variables.merging(["CI": "true", "PATH": ([sandbox.path("tools")] + path).joined(separator: ":")]) { $1 }
  }

  private func serve(_ port: Int, _ body: () throws -> Void) throws {
    try issuer.serve {
      try sandbox.serving(
        "git registry serve --listen 127.0.0.1:\(port) --root git --oidc-issuer \(issuer.address)", port: port, body)
    }
  }

  // MARK: GitLab

  private struct GitLabFile: Decodable {
    struct Job: Decodable {
      struct Token: Decodable { let aud: String }
      let variables: [String: String]
      let tokens: [String: Token]
      let script: [String]
      private enum CodingKeys: String, CodingKey {
        case variables, script
        case tokens = "id_tokens"
      }
    }
    let publish: Job
    private enum CodingKeys: String, CodingKey { case publish = "publish-model" }
  }

  private static let gitLabVariables = [
    "GITLAB_CI": "true", "CI_JOB_ID": "77", "CI_JOB_NAME": "publish-model", "CI_PIPELINE_ID": "9",
    "CI_PROJECT_URL": "https://gitlab.test/acme/train", "CI_JOB_URL": "https://gitlab.test/acme/train/-/jobs/77",
    "CI_PIPELINE_URL": "https://gitlab.test/acme/train/-/pipelines/9",
    "CI_COMMIT_SHA": "4f0c5dd2e6a6d5a1c1b8a8a2a5f3a7b0c9d8e7f6", "CI_COMMIT_REF_PROTECTED": "true",
  ]

  private func runGitLab(_ claims: String) throws -> GitSandbox.Outcome {
    let job = (try file("train/.gitlab/publish.yml") as GitLabFile).publish
    var variables = Self.gitLabVariables.merging(job.variables) { $1 }
    // The host makes a token for each name, of the audience that the file asks for.
    for (name, token) in job.tokens {
      variables[name] = try issuer.token(claims + #", "aud": "\#(token.aud)""#)
    }
    try sandbox.write((["set -eo pipefail"] + job.script).joined(separator: "\n"), to: "script.sh")
    return try sandbox.run("bash", [sandbox.path("script.sh")], in: "train", environment: environment(variables))
  }

  @Test func gitLab() throws {
    let port = try GitSandbox.freePort()
    try prepare("gitlab", claims: #"{project_id: "4821", ref_protected: "true"}"#, port: port)
    try requireSchema("vendor.gitlab-ci", "train/.gitlab/publish.yml")
    let good = #""project_id": "4821", "ref": "main", "ref_protected": "true""#
    try serve(port) { () throws in
      // A fork's job, and one of a branch that is not protected.
      for wrong in [good.replacing("4821", with: "9"), good.replacing("\"true\"", with: "\"false\"")] {
        let refused = try runGitLab(wrong)
        #expect(
          refused.status == 4 && refused.text.contains("Authentication failed")
            || refused.text.contains("could not read Username"), "\(refused.text)")
      }
      let first = try runGitLab(good)
      #expect(first.status == 0, "\(first.text)")
      // A job that is run again publishes nothing twice.
      let again = try runGitLab(good)
      #expect(again.status == 0 && again.output.contains("already published: Models/fraud@1.0.0"), "\(again.text)")
      #expect(!first.text.contains("eyJ"), "\(first.text)")
    }
    let shown = try sandbox.registry("show", "Models/fraud@1.0.0", "--json", in: "git/acme.git")
    for text in ["gitlab-9", "https://gitlab.test/acme/train/-/jobs/77", "ci-bot", "model.bin"] {
      #expect(shown.contains(text), "\(text): \(shown)")
    }
    #expect(try sandbox.registry("list", "Models/fraud", in: "git/acme.git").contains("1.0.0"))
    #expect(try !sandbox.registry("list", "Models/fraud", in: "git/acme.git").contains("1.0.1"))
    // The content came too.
    try sandbox.registry("verify", in: "git/acme.git")
  }

  @Test func gitLabTriesAgainWhileTheRegistryIsAway() throws {
    let port = try GitSandbox.freePort()
    try prepare("gitlab", claims: #"{project_id: "4821", ref_protected: "true"}"#, port: port)
    let outcome = try runGitLab(#""project_id": "4821", "ref_protected": "true""#)
    #expect(outcome.status == 4, "\(outcome.text)")
    #expect(outcome.output.contains("slept 5\n") && outcome.output.contains("slept 60\n"), "\(outcome.text)")
  }

  // MARK: GitHub

  private struct GitHubFile: Decodable {
    struct Job: Decodable {
      struct Step: Decodable {
        let uses: String?
        let run: String?
      }
      let env: [String: String]
      let environment: String
      let steps: [Step]
    }
    let permissions: [String: String]
    let jobs: [String: Job]
  }

  @Test func gitHub() throws {
    let port = try GitSandbox.freePort()
    try prepare("github", claims: #"{repository_id: "74", environment: registry}"#, port: port)
    try requireSchema("vendor.github-workflows", "train/.github/workflows/publish.yml")
    let workflow: GitHubFile = try file("train/.github/workflows/publish.yml")
    #expect(workflow.permissions == ["id-token": "write"])
    let job = try #require(workflow.jobs["publish-model"])
    let script = try #require(job.steps.compactMap(\.run).first)
    try #require(!script.contains("${{"))
    func run(_ claims: String) throws -> GitSandbox.Outcome {
      try sandbox.write("{\(claims)}", to: "issuer.json.claims")
      let variables = [
        "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "acme/train", "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_RUN_ID": "12", "GITHUB_RUN_ATTEMPT": "1", "GITHUB_JOB": "publish-model",
        "GITHUB_REF": "refs/heads/main",
        "GITHUB_SHA": "4f0c5dd2e6a6d5a1c1b8a8a2a5f3a7b0c9d8e7f6",
        "ACTIONS_ID_TOKEN_REQUEST_URL": "\(issuer.address)/token?api-version=2",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "the-request-token",
      ]
      try sandbox.write(script, to: "step.sh")
      return try sandbox.run(
        "bash", ["--noprofile", "--norc", "-eo", "pipefail", sandbox.path("step.sh")], in: "train",
        environment: environment(variables.merging(job.env) { $1 }))
    }
    let good = #""repository_id": "74", "repository": "acme/train", "environment": "\#(job.environment)""#
    try serve(port) { () throws in
      let fork = try run(good.replacing("74", with: "75"))
      #expect(fork.status == 4, "\(fork.text)")
      let branch = try run(good.replacing("registry", with: "other"))
      #expect(branch.status == 4, "\(branch.text)")
      let first = try run(good)
      #expect(first.status == 0, "\(first.text)")
      #expect(first.output.contains("::add-mask::ey"))
      #expect(try run(good).output.contains("already published: Models/fraud@1.0.0"))
    }
    let shown = try sandbox.registry("show", "Models/fraud@1.0.0", "--json", in: "git/acme.git")
    for text in ["github-12", "https://github.com/acme/train/actions/runs/12/attempts/1", "ci-bot"] {
      #expect(shown.contains(text), "\(text): \(shown)")
    }
  }

  // MARK: The command

  @Test func whatIsMissingOrCannotBeWrittenIsSaid() throws {
    try sandbox.git("init", "--quiet", "train")
    let program = [
      "--program-url", "https://acme.org/x.tar.gz", "--program-digest", "sha256:" + String(repeating: "0", count: 64),
    ]
    let whole = [
      "--publish", "Models/fraud", "--server", "https://models.acme.org/acme.git", "--member", "ci@acme.org",
    ]
    for (words, message) in [
      (["--server", "https://models.acme.org/acme.git"], "go with --publish"),
      (["--publish", "Models/fraud"], "--publish needs --server"),
      (Array(whole.prefix(4)), "--publish needs --member"),
      (["--publish", "Models"] + whole.dropFirst(2), "Models"),
      (Array(whole.prefix(5)) + ["ci'@acme.org"], "is not an e-mail address that a script can name"),
      (whole + ["--artifact", "../secret"], "is not the path"), (whole + ["--artifact", "a b"], "is not the path"),
      (whole + ["--audience", "a'b"], "is not an audience"), (whole + ["--push"], "leave out"),
      (["--publish", "Models/fraud", "--server", "http://models.acme.org/acme.git"] + whole.suffix(2), "--server"),
    ] {
      let outcome = try sandbox.registry(["ci", "add", "gitlab"] + words + program, in: "train")
      #expect(outcome.status == 64 && outcome.error.contains(message), "\(words): \(outcome.text)")
      #expect(!sandbox.exists("train/.gitlab"))
    }
    try sandbox.write("mine\n", to: "train/.gitlab/publish.yml")
    let other = try sandbox.registry(["ci", "add", "gitlab"] + whole + program, in: "train")
    #expect(other.status == 1 && other.error.contains("exists with other content"), "\(other.text)")
    #expect(try sandbox.read("train/.gitlab/publish.yml") == "mine\n")
    let dry = try sandbox.registry(["ci", "add", "github", "--dry-run"] + whole + program, in: "train")
    #expect(dry.status == 0 && dry.output.hasPrefix("# Written by") && !sandbox.exists("train/.github"), "\(dry.text)")
  }
}
