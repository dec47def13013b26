import Foundation
import TestSupport
import Testing

/// What `docs/publish-from-training.md` tells people to run, run with the token of a job.
struct PublishDocumentTests {
  private static func block(_ language: String, having word: String) throws -> String {
    let text = try SourceTree.text("docs/publish-from-training.md")
    let blocks = text.components(separatedBy: "```\(language)\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0]
    }
    return try #require(blocks.first { $0.contains(word) }) + "\n"
  }

  private static func serve(_ body: @escaping (TeamServer, _ port: Int, _ token: String) throws -> Void) throws {
    let team = try TeamServer()
    let issuer = try OIDCPeers.Issuer(in: team.sandbox)
    try team.sandbox.registry("model", "create", "Models/fraud", in: "git/acme.git")
    try team.trust(issuer.address)
    try team.sandbox.write("weights", to: "train/model/model.bin")
    let token = try issuer.token(OIDCPeers.Issuer.gitLab)
    try issuer.serve {
      try team.serve("--listen 127.0.0.1:PORT --root git --oidc-issuer \(issuer.address)") { (port: Int) throws in
        try body(team, port, token)
      }
    }
  }

  @Test func theScriptPublishes() throws {
    try Self.serve { (team: TeamServer, port: Int, token: String) throws in
      let sandbox = team.sandbox
      let script = try Self.block("sh", having: "version create")
      try sandbox.write(
        "set -e\n" + script.replacing("https://models.acme.org", with: "http://127.0.0.1:\(port)"), to: "publish.sh")
      try sandbox.write(
        #"{"parameters": {"learning_rate": 0.001}, "metrics": {"accuracy": 0.93}, "tags": {"data": "2026-11"}, "run": "b1946ac9"}"#,
        to: "train/run.json")
      let outcome = try sandbox.run(
        "bash", [sandbox.path("publish.sh")], in: "train", environment: ["REGISTRY_TOKEN": token])
      #expect(outcome.status == 0, "\(outcome.text)")
      let shown = try sandbox.registry("show", "Models/fraud@1.0.0", in: "git/acme.git")
      for text in ["learning_rate=0.001", "accuracy=0.93", "b1946ac9", "model.bin"] {
        #expect(shown.contains(text), "\(text): \(shown)")
      }
    }
  }

  @Test(arguments: MLflowPeers.Client.allCases) func theClientPublishes(_ client: MLflowPeers.Client) throws {
    let python = try #require(MLflowPeers.python, MLflowPeers.missing)
    try Self.serve { (team: TeamServer, port: Int, token: String) throws in
      let sandbox = team.sandbox
      let script = try Self.block("python", having: "create_model_version")
      try sandbox.write(
        script.replacing("https://models.acme.org", with: "http://127.0.0.1:\(port)"), to: "publish.py")
      let outcome = try sandbox.run(
        python, [sandbox.path("publish.py")], in: "train",
        environment: [
          "REGISTRY_TOKEN": token, "PYTHONWARNINGS": "ignore", "GIT_PYTHON_REFRESH": "quiet",
          "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0",
        ].merging(client.variables) { $1 })
      #expect(outcome.status == 0 && outcome.output.contains("published fraud version 1\n"), "\(outcome.text)")
      let shown = try sandbox.registry("show", "Models/fraud@1.0.0", "--json", in: "git/acme.git")
      for text in ["learning_rate", "model.bin", "/acme/train/-/jobs/77", "4f0c5dd2e6a6d5a1c1b8a8a2a5f3a7b0c9d8e7f6"] {
        #expect(shown.contains(text), "\(text): \(shown)")
      }
    }
  }
}
