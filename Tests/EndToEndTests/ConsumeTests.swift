import Foundation
import TestSupport
import Testing

/// docs/consume.md, as it stands there, against a server with a model.
@Suite(.enabled(if: MLflowPeers.python != nil, MLflowPeers.missing)) struct ConsumeTests {
  @Test func theDocumentedCommandsRun() throws {
    let sandbox = try GitSandbox()
    sandbox.environment["GIT_REGISTRY_SERVER"] = MLflowServer.program
    try sandbox.registry(
      "init", "--bare", "acme.git", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.run("bash", ["-c", "head -c 100000 /dev/urandom > model.bin"]).requireSuccess()
    try sandbox.registry("model", "create", "Models/fraud", in: "acme.git")
    try sandbox.registry(
      "version", "create", "Models/fraud", "--artifact", sandbox.path("model.bin"), "--alias", "champion",
      in: "acme.git")
    let token = try sandbox.registry("token", "create", "ada", "--scope", "read", in: "acme.git")
      .trimmingCharacters(in: .newlines)
    let page = try SourceTree.text("docs/consume.md")
    let blocks = page.matches(of: /```(sh|python)\n(?s)(.*?)```/).map { match in
      let text = String(match.output.2)
      return match.output.1 == "sh" ? text : "\"$PYTHON\" - <<'END'\n\(text)END\n"
    }
    try #require(blocks.count > 7)
    try MLflowServer.serve("acme.git", in: sandbox) { server in
      let script = blocks.joined(separator: "\n").replacing(
        "export SERVER=https://models.acme.org TOKEN=grt_…",
        with: "set -eu\nexport SERVER=\(server.url) TOKEN=\(token)")
      try #require(script.contains(token))
      try sandbox.write(script, to: "consume.sh")
      try sandbox.run("mkdir", ["service"]).requireSuccess()
      let outcome = try sandbox.run(
        "bash", [sandbox.path("consume.sh")], in: "service",
        environment: [
          "PYTHON": try #require(MLflowPeers.python), "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0",
          "PYTHONWARNINGS": "ignore", "GIT_PYTHON_REFRESH": "quiet",
        ])
      try #require(outcome.status == 0, "\(outcome.text)")
      for name in ["models/model.bin", "model.bin", "part.bin", "package.bin"] {
        let same = try sandbox.run("cmp", ["model.bin", "service/\(name)"])
        #expect(same.status == 0, "\(name): \(same.text)")
      }
      #expect(outcome.output.contains("kind: ModelVersion"), "\(outcome.output)")
    }
  }
}
