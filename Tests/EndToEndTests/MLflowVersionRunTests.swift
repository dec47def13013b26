import Foundation
import TestSupport
import Testing

/// What the run that a version comes from logs later.
@Suite struct MLflowVersionRunTests {
  private struct Client {
    let sandbox: GitSandbox
    let address: MLflowServer.Address

    func send(_ path: String, _ arguments: String..., to api: String = "mlflow") throws -> String {
      try sandbox.run(
        "curl",
        ["-s", "-H", "Authorization: Bearer \(address.token)"] + arguments
          + ["\(address.url)/registries/Models/api/2.0/\(api)/\(path)"]
      ).output
    }

    func post(_ path: String, _ body: String) throws -> String { try send(path, "-d", body) }

    func run(_ experiment: String = "0") throws -> String {
      let answer = try post("runs/create", #"{"experiment_id": "\#(experiment)", "start_time": 1}"#)
      return String(try #require(answer.firstMatch(of: /"run_id": "([0-9a-f]{32})"/)).output.1)
    }
  }

  private func play(_ options: [String] = [], _ body: (Client) throws -> Void) throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "models", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "models")
    try MLflowServer.serve("models", options, in: sandbox) { try body(Client(sandbox: sandbox, address: $0)) }
    #expect(try sandbox.registry(["validate"], in: "models").status == 0)
    return sandbox
  }

  /// A second value of a fact is refused; a later step of a metric is progress, and the fact stays as it was.
  @Test func factsNeverChange() throws {
    let sandbox = try play { client in
      let run = try client.run()
      func log(_ key: String, _ value: String, step: Int = 0) throws -> String {
        try client.post(
          "runs/log-metric",
          #"{"run_id": "\#(run)", "key": "\#(key)", "value": \#(value), "timestamp": 1, "step": \#(step)}"#)
      }
      try client.sandbox.write("weights", to: "w.bin")
      try client.sandbox.write("others", to: "o.bin")
      let file = "artifacts/0/\(run)/artifacts/model/w.bin"
      #expect(try client.send(file, "-T", client.sandbox.path("w.bin"), to: "mlflow-artifacts") == "{}")
      #expect(try log("accuracy", "0.5", step: 3) == "{}")
      let version = try client.post(
        "model-versions/create", #"{"name": "m", "source": "runs:/\#(run)/model", "run_id": "\#(run)"}"#)
      #expect(version.contains(#""version": "1""#), "\(version)")
      let refused = try log("accuracy", "0.25", step: 3)
      #expect(
        refused.contains("INVALID_PARAMETER_VALUE")
          && refused.contains("metric 'accuracy' is 0.5 in Models/m@1.0.0, which comes from this run"), "\(refused)")
      #expect(try log("accuracy", "0.5", step: 3) == "{}")
      #expect(try log("accuracy", "0.75", step: 4) == "{}")
      #expect(try log("later", "1") == "{}")
      let changed = try client.send(file, "-T", client.sandbox.path("o.bin"), to: "mlflow-artifacts")
      #expect(changed.contains("artifact 'w.bin' is sha256:"), "\(changed)")
      #expect(try client.send(file, "-T", client.sandbox.path("w.bin"), to: "mlflow-artifacts") == "{}")
      let metrics = try client.send("runs/get?run_id=\(run)")
      #expect(metrics.contains("0.75"))
      #expect(
        try client.post("runs/update", #"{"run_id": "\#(run)", "status": "FINISHED", "end_time": 2}"#).contains(
          "FINISHED"))
    }
    let shown = try sandbox.registry("show", "Models/m@1.0.0", in: "models")
    #expect(shown.contains("accuracy=0.5") && shown.contains("later=1") && !shown.contains("0.75"), "\(shown)")
    #expect(
      try sandbox.git("log", "--format=%s", in: "models").components(separatedBy: "Edit Models/m@1.0.0").count == 2)
  }

  /// A run that says nothing for a while is settled, and again when it goes on. So is one whose server was killed.
  @Test func quietRunsAreSettled() throws {
    let sandbox = try play(["--settle-after", "1"]) { client in
      let run = try client.run()
      func log(_ key: String) throws {
        let body = #"{"run_id": "\#(run)", "key": "\#(key)", "value": "7"}"#
        #expect(try client.post("runs/log-parameter", body) == "{}")
      }
      func waitFor(_ text: String) throws {
        for _ in 0..<100 {
          if try client.sandbox.registry("show", "Models/m@1.0.0", in: "models").contains(text) { return }
          usleep(100_000)
        }
        Issue.record("'\(text)' never became a fact")
      }
      _ = try client.post("model-versions/create", #"{"name": "m", "source": "", "run_id": "\#(run)"}"#)
      try log("seed")
      try waitFor("seed=7")
      try log("again")
      try waitFor("again=7")
    }
    #expect(try sandbox.git("status", "--porcelain", in: "models") == "")
  }

  /// What waits when the server ends becomes a fact after the next start.
  @Test func whatWaitsOutlivesTheServer() throws {
    var run = ""
    let sandbox = try play { client in
      run = try client.run()
      _ = try client.post("model-versions/create", #"{"name": "m", "source": "", "run_id": "\#(run)"}"#)
      _ = try client.post("runs/log-parameter", #"{"run_id": "\#(run)", "key": "seed", "value": "7"}"#)
    }
    #expect(try sandbox.registry("show", "Models/m@1.0.0", in: "models").contains("seed=7") == false)
    try MLflowServer.serve("models", ["--settle-after", "1"], in: sandbox) { _ in
      for _ in 0..<100 {
        if try sandbox.registry("show", "Models/m@1.0.0", in: "models").contains("seed=7") { return }
        usleep(100_000)
      }
    }
    #expect(try sandbox.registry("show", "Models/m@1.0.0", in: "models").contains("seed=7"))
  }
}
