import Foundation
import TestSupport
import Testing

/// Issuers and providers from PyPI (`oidc-provider-mock`, Authlib, `joserfc`), which `make test` installs.
enum OIDCPeers {
  static let python = SourceTree.url(".build/venv-oidc/bin/python").path

  static func script(_ name: String) -> String { SourceTree.url("Tests/EndToEndTests/Peers/\(name)").path }

  /// A CI host's issuer on loopback.
  struct Issuer {
    let sandbox: GitSandbox
    let port: Int

    var address: String { "http://127.0.0.1:\(port)" }

    init(in sandbox: GitSandbox) throws {
      self.sandbox = sandbox
      port = try GitSandbox.freePort()
      try sandbox.run(python, [script("oidc-issuer.py"), "keys", sandbox.path("issuer.json")]).requireSuccess()
    }

    func serve(_ body: () throws -> Void) throws {
      let command = "\(python) \(script("oidc-issuer.py")) serve \(port) \(sandbox.path("issuer.json"))"
      try sandbox.serving(command, port: port, body)
    }

    /// - Parameter claims: members of a JSON object.
    func token(_ claims: String) throws -> String {
      let outcome = try sandbox.run(
        python, [script("oidc-issuer.py"), "token", "\(port)", sandbox.path("issuer.json"), "{\(claims)}"])
      try outcome.requireSuccess()
      return outcome.output.trimmed
    }

    /// How often a document was asked for.
    func count(_ path: String) -> Int {
      ((try? sandbox.read("issuer.json.log")) ?? "").split(separator: "\n").count { $0 == path }
    }

    /// What GitLab says of a job on a protected branch.
    static let gitLab = """
      "aud": "https://models.acme.org", "project_id": "4821", "project_path": "acme/train", "ref": "main", "ref_type": "branch", \
      "ref_protected": "true", "job_id": "77", "pipeline_id": "9", "sha": "4f0c5dd2e6a6d5a1c1b8a8a2a5f3a7b0c9d8e7f6"
      """
  }
}

extension TeamServer {
  /// Lets jobs of an issuer act as a new service member `ci-bot`, who may write in `Models`.
  func trust(
    _ issuer: String, claims: String = #"{project_id: "4821", ref: main, ref_protected: "true"}"#,
    audience: String = "https://models.acme.org"
  ) throws {
    try sandbox.git("clone", "--quiet", "git/acme.git", "admin")
    try sandbox.git("config", "user.email", "ada@acme.org", in: "admin")
    try sandbox.registry(
      "member", "add", "ci-bot", "--email", "ci-bot@acme.org", "--service", "--registry", "Models", "--role", "member",
      in: "admin")
    let path = "admin/members/ci-bot.yaml"
    let text = try sandbox.read(path)
    try sandbox.write(
      text + "trustedPublishers:\n  - {issuer: \"\(issuer)\", audience: \"\(audience)\", claims: \(claims)}\n", to: path
    )
    try sandbox.registry("fmt", in: "admin")
    try sandbox.git("commit", "--quiet", "--all", "--message", "Trust the training job", in: "admin")
    try sandbox.registry("hook", "install", "git/acme.git", "--actor-from", "http", "--strict", in: ".")
    try sandbox.run("git", ["-C", "admin", "push", "--quiet"], environment: ["REMOTE_USER": "ada"]).requireSuccess()
  }
}
