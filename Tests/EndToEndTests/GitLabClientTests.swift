import Foundation
import TestSupport
import Testing

/// gitlab-mlops and MLflow's clients, unmodified, against `/api/v4/projects/ID/ml/mlflow`.
struct GitLabClientTests {
  private static func repository() throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "models", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    return sandbox
  }

  /// GitLab's own client, with the MLflow that it wants.
  private static let gitLabClient = [
    "PYTHONPATH":
      "\(SourceTree.url(".build/gitlab-mlops").path):\(SourceTree.url(".build/mlflow-2.22.5").path)"
  ]

  @Test func gitLabsClientWorksUnmodified() throws {
    let sandbox = try Self.repository()
    let lines = try GitLabServer.play(
      "gitlab-mlops.py", ["--job-url", "'https://gitlab.acme.org/ml/fraud/-/jobs/{job_id}'"],
      variables: Self.gitLabClient, in: sandbox)
    let candidate = try #require(lines.first { $0.hasPrefix("candidate ") }).dropFirst("candidate ".count)
    #expect(
      lines.filter { !$0.hasPrefix("candidate ") } == [
        "stranger UnauthorizedException", "twice AlreadyExistsException", "run version-", "missing NotFoundException",
        "again AlreadyExistsException", "experiment twice AlreadyExistsException", "all of it",
      ])
    // What the client logged to the version is the version's, in one commit, by who logged it.
    let first = try sandbox.registry("show", "Models/fraud@1.0.0", in: "models")
    #expect(
      first.contains("depth=3") && first.contains("auc=0.9") && first.contains("model.bin")
        && first.contains("more/b c.txt") && first.contains("card.md"), "\(first)")
    let edits = try sandbox.git("log", "--format=%s %an", in: "models")
    #expect(edits.components(separatedBy: "Edit Models/fraud@1.0.0").count == 2, "\(edits)")
    let promoted = try sandbox.registry("show", "Models/fraud@1.1.0", in: "models")
    #expect(promoted.contains("depth=5") && promoted.contains(candidate), "\(promoted)")
    try sandbox.registry("pull", "Models/fraud@1.0.0", "--output", "out", in: "models")
    #expect(try sandbox.read("models/out/model.bin") == "weights")
    let built = try sandbox.registry("show", "Models/fraud@1.2.0", "--json", in: "models")
    #expect(built.contains(#""url": "https://gitlab.acme.org/ml/fraud/-/jobs/4821""#), "\(built)")
    #expect(try sandbox.registry(["validate"], in: "models").status == 0)
  }

  /// The code of docs/gitlab.md, as it stands there.
  @Test func theDocumentedCodeRuns() throws {
    let sandbox = try Self.repository()
    let text = try String(contentsOf: SourceTree.url("docs/gitlab.md"), encoding: .utf8)
    let python = text.matches(of: /```python\n(?s)(.*?)```/).map { String($0.output.1) }
    let curl = try #require(text.firstMatch(of: /```console\n(?s)(.*?)```/)).output.1
    try #require(python.count == 2)
    try MLflowServer.serve("models", ["--settle-after", "1"], in: sandbox) { (address: MLflowServer.Address) throws in
      let number = try GitLabServer.number(of: "acme/Models", of: ["--", "models"], in: sandbox)
      let project = "\(address.url)/api/v4/projects/\(number)"
      let own = ["MLFLOW_TRACKING_URI": "\(project)/ml/mlflow", "MLFLOW_TRACKING_TOKEN": "glpat-\(address.token)"]
      let variables = address.variables(registry: "Models").merging(own) { $1 }
      for (index, client) in [Self.gitLabClient, [:]].enumerated() {
        try sandbox.write(python[index], to: "documented.py")
        let outcome = try sandbox.run(
          #require(MLflowPeers.python), [sandbox.path("documented.py")],
          environment: variables.merging(client) { $1 })
        try #require(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.output.hasSuffix(index == 0 ? "1.1.0\n" : "['1.2.0']\n"), "\(outcome.text)")
      }
      let outcome = try sandbox.run(
        "bash", ["-e", "-o", "pipefail", "-c", String(curl)],
        environment: ["TOKEN": address.token, "PROJECT": project])
      #expect(outcome.status == 0 && outcome.output.contains("201 Created"), "\(outcome.text)")
      #expect(outcome.output.contains(#""version": "2.0.0""#), "\(outcome.text)")
      #expect(try sandbox.read("down.bin") == "weights")
      try GitLabServer.waitFor(in: sandbox) {
        try sandbox.registry("show", "Models/fraud@2.0.0", in: "models").contains("more/model.bin")
      }
    }
    #expect(try sandbox.registry(["validate"], in: "models").status == 0)
  }

  @Test(arguments: [MLflowPeers.Client.second, .newest]) func mlflowsClientWorksUnmodified(_ client: MLflowPeers.Client)
    throws
  {
    let sandbox = try Self.repository()
    let lines = try GitLabServer.play("mlflow-gitlab.py", variables: client.variables, in: sandbox)
    #expect(
      lines.filter { !$0.hasPrefix("🏃") && !$0.hasPrefix("🧪") } == [
        "loaded before it is committed", "\(client.rawValue): all of it",
      ])
    let shown = try sandbox.registry("show", "Models/fraud@1.1.0", "--json", in: "models")
    #expect(
      shown.contains("MLmodel") && shown.contains(#""auc": 0.9"#) && shown.contains(#""id": "77""#)
        && shown.contains(#""signature""#), "\(shown)")
    #expect(try sandbox.registry(["validate"], in: "models").status == 0)
    try sandbox.git("fsck", "--strict", in: "models")
  }
}
