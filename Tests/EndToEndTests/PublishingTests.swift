import Foundation
import TestSupport
import Testing

/// `version create` with versions of every kind, CI's variables, and configurations of git.
struct PublishingTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
  }

  /// Valid and invalid by semver.org's vectors; the whole list is in SemanticVersionTests.
  @Test(
    "publishes",
    arguments: [
      "0.0.4", "1.1.2-prerelease+meta", "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay", "1.0.0-0A.is.legal",
      "1.2.3----RC-SNAPSHOT.12.9.1--.12+788", "9007199254740991.9007199254740991.9007199254740991",
    ])
  func publishes(_ version: String) throws {
    try sandbox.registry("version", "create", "Models/m", version, in: "acme")
    #expect(sandbox.exists("acme/registries/Models/m/versions/\(version).yaml"))
    #expect(try sandbox.registry(["validate"], in: "acme").status == 0)
  }

  @Test(
    "refuses",
    arguments: [
      "1", "1.2", "1.2.3-0123", "+invalid", "alpha_beta", "1.0.0-alpha..1", "01.1.1", "9.8.7+meta+meta", "1.0.0 ",
      "v1.0.0", "../x",
    ])
  func refuses(_ version: String) throws {
    let outcome = try sandbox.registry(["version", "create", "Models/m", version], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("[version-not-semantic]"))
    #expect(try sandbox.git("rev-list", "--count", "HEAD", in: "acme") == "2\n")
  }

  /// Semantic, and above what npm takes.
  @Test(
    "refuses a number that is too large",
    arguments: [
      "99999999999999999999999.999999999999999999.99999999999999999", "9007199254740992.0.0", "1.0.0-9007199254740992",
    ])
  func refusesLargeNumbers(_ version: String) throws {
    let outcome = try sandbox.registry(["version", "create", "Models/m", version], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("[version-number-too-large]"))
  }

  @Test func noBumpStepsOverTheLargestNumber() throws {
    let largest = "9007199254740991"
    try sandbox.registry("version", "create", "Models/m", "\(largest).0.0", in: "acme")
    let major = try sandbox.registry(["version", "create", "Models/m", "--bump", "major"], in: "acme")
    #expect(major.status == 1)
    #expect(major.error.contains("no major version after \(largest).0.0 of Models/m: numbers go up to \(largest)"))
    try sandbox.registry("version", "create", "Models/m", "--bump", "minor", in: "acme")
    #expect(sandbox.exists("acme/registries/Models/m/versions/\(largest).1.0.yaml"))
  }

  /// Two versions of one run, which no candidate could back, and a candidate that keeps its run when it is promoted.
  @Test func runsAreNamed() throws {
    for _ in 0..<2 { try sandbox.registry("version", "create", "Models/m", "--run", "retrain-17", in: "acme") }
    #expect(try sandbox.registry("show", "Models/m@1.0.1", in: "acme").contains(#/\nrun +retrain-17\n/#))
    try sandbox.registry("candidate", "create", "Models/m", "--id", "c1", "--run", "retrain-18", in: "acme")
    try sandbox.registry("candidate", "promote", "Models/m", "c1", in: "acme")
    #expect(try sandbox.registry("show", "Models/m@1.0.2", "--json", in: "acme").contains("\"run\": \"retrain-18\""))
    let other = try sandbox.registry(["version", "edit", "Models/m@1.0.0", "--run", "another"], in: "acme")
    #expect(other.status == 1)
    #expect(other.error.contains("run was changed after it was published"))
  }

  /// Set as the version is published or once later, and by one version of a model.
  @Test func ordinalsAreSetOnce() throws {
    try sandbox.registry("version", "create", "Models/m", "--ordinal", "7", in: "acme")
    try sandbox.registry("version", "create", "Models/m", in: "acme")
    #expect(try sandbox.registry("show", "Models/m@1.0.0", in: "acme").contains(#/\nordinal +7\n/#))
    #expect(try sandbox.registry("show", "Models/m@1.0.0", "--json", in: "acme").contains("\"ordinal\": 7"))
    let list = ["list", "Models/m", "--sort", "ordinal", "--columns", "version,ordinal", "--csv"]
    #expect(try sandbox.registry(list, in: "acme").output == "version,ordinal\n1.0.0,7\n1.0.1,8\n")
    for (reference, ordinal, message) in [
      ("Models/m@1.0.0", "8", "ordinal was changed after it was published"),
      ("Models/m@1.0.1", "7", "ordinal 7 is also that of version 1.0.0"),
      ("Models/m@1.0.1", "0", "'0' is not an ordinal"),
    ] {
      let refused = try sandbox.registry(["version", "edit", reference, "--ordinal", ordinal], in: "acme")
      #expect(refused.status != 0 && refused.error.contains(message), "\(refused.text)")
    }
    try sandbox.registry("version", "edit", "Models/m@1.0.1", "--ordinal", "9007199254740991", in: "acme")
    let found = try sandbox.registry(
      "search", "--where", "ordinal = 9007199254740991", "--columns", "version", in: "acme")
    #expect(found.contains("1.0.1"))
  }

  struct CI: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let environment: [String: String]
    let expected: String
  }

  static let hosts = [
    CI(
      testDescription: "GitLab CI",
      environment: [
        "GITLAB_CI": "true", "CI_JOB_ID": "4821", "CI_JOB_NAME": "train",
        "CI_JOB_URL": "https://gitlab.acme.org/nlp/code/-/jobs/4821",
        "CI_PIPELINE_ID": "77", "CI_PIPELINE_URL": "https://gitlab.acme.org/nlp/code/-/pipelines/77",
        "CI_MERGE_REQUEST_IID": "12", "CI_MERGE_REQUEST_PROJECT_URL": "https://gitlab.acme.org/nlp/code",
        "CI_PROJECT_URL": "https://gitlab.acme.org/nlp/code",
        "CI_COMMIT_SHA": "4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c",
      ],
      expected: """
        source:
          repository: https://gitlab.acme.org/nlp/code
          commit: 4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c
        job:
          id: "4821"
          name: train
          url: https://gitlab.acme.org/nlp/code/-/jobs/4821
          log: https://gitlab.acme.org/nlp/code/-/jobs/4821/raw
          pipeline:
            id: "77"
            url: https://gitlab.acme.org/nlp/code/-/pipelines/77
          mergeRequest:
            id: "12"
            url: https://gitlab.acme.org/nlp/code/-/merge_requests/12

        """),
    CI(
      testDescription: "GitHub Actions",
      environment: [
        "GITHUB_ACTIONS": "true", "GITHUB_RUN_ID": "9001", "GITHUB_RUN_ATTEMPT": "2", "GITHUB_JOB": "train",
        "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/code", "GITHUB_REF": "refs/pull/34/merge",
        "GITHUB_SHA": "4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c",
      ],
      expected: """
        source:
          repository: https://github.com/acme/code
          commit: 4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c
        job:
          id: "9001"
          name: train
          url: https://github.com/acme/code/actions/runs/9001/attempts/2
          log: https://github.com/acme/code/actions/runs/9001/attempts/2
          pipeline:
            id: "9001"
            url: https://github.com/acme/code/actions/runs/9001
          mergeRequest:
            id: "34"
            url: https://github.com/acme/code/pull/34

        """),
  ]

  @Test("records the job of", arguments: hosts)
  func recordsTheJob(_ ci: CI) throws {
    let outcome = try sandbox.registry(["version", "create", "Models/m"], in: "acme", environment: ci.environment)
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try sandbox.read("acme/registries/Models/m/versions/1.0.0.yaml").hasSuffix(ci.expected))
    let silent = try sandbox.registry(
      ["version", "create", "Models/m", "--job", "none"], in: "acme", environment: ci.environment)
    #expect(silent.status == 0)
    #expect(try !sandbox.read("acme/registries/Models/m/versions/1.0.1.yaml").contains("job:"))
  }

  /// What is typed is what is published: a number only where it shows the same digits.
  @Test func parametersKeepTheirDigits() throws {
    let typed = ["1.10", "007", "12345678901234567890", "-0", "0x10", "1e5", "0.001", "3", "true", "1.2.0", "+5"]
    let options = typed.enumerated().flatMap { ["--param", "p\($0 + 10)=\($1)"] }
    #expect(try sandbox.registry(["version", "create", "Models/m"] + options, in: "acme").status == 0)
    let text = try sandbox.read("acme/registries/Models/m/versions/1.0.0.yaml")
    let values = text.split(separator: "\n").filter { $0.hasPrefix("  p1") || $0.hasPrefix("  p2") }.map {
      $0.dropFirst(7)
    }
    #expect(
      values == [
        "\"1.10\"", "\"007\"", "\"12345678901234567890\"", "\"-0\"", "\"0x10\"", "\"1e5\"", "0.001", "3", "true",
        "1.2.0", "\"+5\"",
      ])
    #expect(try sandbox.registry(["version", "create", "Models/m", "--metric", "a=0x10"], in: "acme").status == 64)
  }

  @Test func jsonManifestsStayJSON() throws {
    try sandbox.registry("version", "create", "Models/m", in: "acme")
    let json = """
      {
        "apiVersion": "git-registry/v1",
        "kind": "Model",
        "description": "x"
      }

      """
    try sandbox.git("rm", "--quiet", "registries/Models/m/model.yaml", in: "acme")
    try sandbox.write(json, to: "acme/registries/Models/m/model.json")
    try sandbox.git("add", ".", in: "acme")
    try sandbox.git("commit", "--quiet", "--message", "to JSON", in: "acme")
    #expect(try sandbox.registry(["validate", "--base", "HEAD~1", "--actor", "ada"], in: "acme").status == 0)
    try sandbox.registry("alias", "set", "Models/m@1.0.0", "champion", in: "acme")
    #expect(try sandbox.read("acme/registries/Models/m/model.json").contains("\"champion\": \"1.0.0\""))
    #expect(!sandbox.exists("acme/registries/Models/m/model.yaml"))
  }

  @Test func commentsSurviveACommandOrItRefuses() throws {
    let text =
      "# who owns it\napiVersion: git-registry/v1\nkind: Model\ntags:\n  # the task\n  task: x\naliases: {a: 1.0.0}\n"
    try sandbox.registry("version", "create", "Models/m", in: "acme")
    try sandbox.write(
      text.replacingOccurrences(of: "aliases: {a: 1.0.0}", with: "aliases:\n  # mine\n  a: 1.0.0"),
      to: "acme/registries/Models/m/model.yaml")
    try sandbox.git("commit", "--quiet", "--all", "--message", "comments", in: "acme")
    try sandbox.registry("model", "edit", "Models/m", "--tag", "area=nlp", in: "acme")
    #expect(try sandbox.read("acme/registries/Models/m/model.yaml").contains("  # the task\n  task: x\n"))
    let outcome = try sandbox.registry(["alias", "remove", "Models/m", "a"], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("the comments at aliases.a would be lost"))
    try sandbox.registry("alias", "remove", "Models/m", "a", "--drop-comments", in: "acme")
  }

  @Test func commitsAreSignedWhereGitIsToldTo() throws {
    _ = try sandbox.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", sandbox.path("key")])
    for (key, value) in [
      ("gpg.format", "ssh"), ("user.signingKey", sandbox.path("key")), ("commit.gpgSign", "true"),
      ("gpg.ssh.allowedSignersFile", sandbox.path("signers")),
    ] {
      try sandbox.git("config", key, value, in: "acme")
    }
    try sandbox.write("ada@acme.org \(try sandbox.read("key.pub"))", to: "signers")
    try sandbox.registry("version", "create", "Models/m", in: "acme")
    #expect(try sandbox.git("verify-commit", "HEAD", in: "acme") == "")
    #expect(
      try sandbox.git("log", "-1", "--format=%an <%ae> %s", in: "acme")
        == "Ada Lovelace <ada@acme.org> Publish Models/m@1.0.0\n")
  }

  @Test func aSparseCheckoutAndALinkedWorkTreeFollow() throws {
    try sandbox.git("sparse-checkout", "set", "--no-cone", "/organization.yaml", in: "acme")
    try sandbox.registry("version", "create", "Models/m", in: "acme")
    #expect(!sandbox.exists("acme/registries"))
    #expect(try sandbox.git("status", "--short", in: "acme") == "")
    try sandbox.git("worktree", "add", "--quiet", "-b", "topic", "../linked", in: "acme")
    try sandbox.registry("version", "create", "Models/m", in: "linked")
    #expect(try sandbox.git("log", "-1", "--format=%s", "topic", in: "acme") == "Publish Models/m@1.0.1\n")
    let elsewhere = try sandbox.registry(["model", "create", "Models/k", "--branch", "topic"], in: "acme")
    #expect(elsewhere.status == 1)
    #expect(elsewhere.error.contains("another work tree"))
  }

  @Test func aPartialCloneFetchesWhatItMisses() throws {
    try sandbox.registry("version", "create", "Models/m", in: "acme")
    try sandbox.git("config", "uploadpack.allowFilter", "true", in: "acme")
    try sandbox.git("clone", "--quiet", "--bare", "--filter=blob:none", "file://\(sandbox.path("acme"))", "partial.git")
    #expect(try sandbox.registry("show", "Models/m@1.0.0", in: "partial.git").contains("Models/m@1.0.0"))
  }
}
