import Foundation
import TestSupport
import Testing

/// A server with a registry that `ci add` was run in, a pull request to it, the tarball, and the host's API played by `CI/gh` and
/// `CI/curl`.
struct CISandbox {
  let sandbox: GitSandbox
  let host: String
  let path: String

  /// PyPI's check-jsonschema, which `make test` installs and names; its Python reads YAML.
  static let validator = ProcessInfo.processInfo.environment["CHECK_JSONSCHEMA"]

  init(_ host: String, digest: String? = nil) throws {
    self.host = host
    path = host == "github" ? ".github/workflows/registry.yml" : ".gitlab/registry.yml"
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "work", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("create", "Lab", "--accept", "model", in: "work")
    try command(
      "printf 'policy:\\n  routine: {}\\n' >> registries/Lab/registry.yaml && git commit --quiet --all --message Routine",
      in: "work")
    try sandbox.registry("model", "create", "Lab/fraud", in: "work")
    try sandbox.registry("version", "create", "Lab/fraud", "1.0.0", "--job", "none", in: "work")
    // Only a script that starts the program: packing it for every test takes seconds.
    try sandbox.write("#!/bin/sh\nexec '\(GitSandbox.program)' \"$@\"\n", to: "dist/git-registry-1/bin/git-registry")
    try command("chmod +x dist/git-registry-1/bin/git-registry && tar -czf dist.tar.gz -C dist git-registry-1")
    let sum = try command("sha256sum dist.tar.gz").output.prefix(64)
    try sandbox.registry(
      "ci", "add", host, "--program-url", "file://\(sandbox.path("dist.tar.gz"))", "--program-digest",
      digest ?? "sha256:\(sum)", in: "work")
    try sandbox.git("clone", "--quiet", "--bare", "work", "server.git")
    // Somebody else's comment that looks like the program's.
    try sandbox.write(
      #"[{"id": 1, "user": {"login": "eve"}, "author": {"id": 66}, "body": "<!-- git registry review -->"}]"#,
      to: "state/comments.json")
    try sandbox.write("[]", to: "state/labels.json")
  }

  @discardableResult
  func command(_ script: String, in folder: String = ".") throws -> GitSandbox.Outcome {
    let outcome = try sandbox.run("bash", ["-ec", script], in: folder)
    try #require(outcome.status == 0, "\(script): \(outcome.text)")
    return outcome
  }

  /// Makes a commit with a script in a branch of its own, and pushes it as the pull request.
  func propose(_ script: String) throws {
    try command("git checkout --quiet -B topic main", in: "work")
    try command(script, in: "work")
    let head = host == "github" ? "refs/pull/7/head" : "refs/merge-requests/7/head"
    try sandbox.git("push", "--quiet", "--force", "../server.git", "topic:\(head)", in: "work")
  }

  /// The file as the host reads it: from the branch that is merged into.
  func workflow<Value: Decodable>() throws -> Value {
    let script =
      "import json, sys; from ruamel.yaml import YAML; json.dump(YAML(typ='safe').load(sys.argv[1]), sys.stdout)"
    let python = URL(fileURLWithPath: try #require(Self.validator)).deletingLastPathComponent().appending(
      path: "python")
    let text = try sandbox.git("show", "main:\(path)", in: "server.git")
    let outcome = try sandbox.run(python.path, ["-c", script, text])
    try #require(outcome.status == 0, "\(outcome.text)")
    return try JSONDecoder().decode(Value.self, from: Data(outcome.output.utf8))
  }

  /// The environment of a step: the host's API, and no git-registry but that of the tarball.
  func environment(_ variables: [String: String]) throws -> [String: String] {
    let inherited = (sandbox.environment["PATH"] ?? "").split(separator: ":").dropFirst().joined(separator: ":")
    let fixed = [
      "CI": "true", "PATH": "\(SourceTree.url("Tests/EndToEndTests/CI").path):\(inherited)",
      "STATE": sandbox.path("state"), "REAL_CURL": try command("command -v curl").output.trimmed,
    ]
    return fixed.merging(variables) { $1 }
  }

  /// The pull request as its reader sees it.
  func comments() throws -> [String] {
    struct Comment: Decodable { let body: String }
    return try JSONDecoder().decode([Comment].self, from: Data(sandbox.read("state/comments.json").utf8)).map(\.body)
  }

  func labels() throws -> [String] {
    try JSONDecoder().decode([String].self, from: Data(sandbox.read("state/labels.json").utf8))
  }

  func schemaVerdict(_ schema: String) throws -> GitSandbox.Outcome {
    try sandbox.run(try #require(Self.validator), ["--builtin-schema", schema, "work/\(path)"])
  }
}

extension String {
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
