import Foundation
import TestSupport
import Testing

/// `git registry serve` over a repository of a sandbox.
enum MLflowServer {
  /// The server that this test run built.
  static let program: String =
    ProcessInfo.processInfo.environment["GIT_REGISTRY_SERVER"]
    ?? SourceTree.url(".build/debug/git-registry-server").path

  /// What a client needs to know.
  struct Address {
    let url: String
    let token: String

    /// For MLflow's clients, which keep what they ask for in variables.
    func variables(registry: String) -> [String: String] {
      [
        "MLFLOW_TRACKING_URI": "\(url)/registries/\(registry)", "MLFLOW_TRACKING_TOKEN": token,
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0", "PYTHONWARNINGS": "ignore", "GIT_PYTHON_REFRESH": "quiet",
      ]
    }
  }

  /// Serves a repository while `body` runs.
  static func serve(
    _ repository: String, _ options: [String] = [], data: String? = nil, in sandbox: GitSandbox,
    _ body: (Address) throws -> Void
  ) throws {
    let port = try GitSandbox.freePort()
    sandbox.environment["GIT_REGISTRY_SERVER"] = program
    let place = (data.map { " --data \($0)" } ?? "") + options.map { " " + $0 }.joined()
    try sandbox.serving("git registry serve --listen 127.0.0.1:\(port)\(place) -- \(repository)", port: port) {
      // It listens a moment before it says so.
      let wait = "for i in $(seq 200); do grep -q TOKEN server-\(port).log && exit 0; sleep 0.1; done; exit 1"
      try sandbox.run("bash", ["-c", wait]).requireSuccess()
      let said = try sandbox.read("server-\(port).log")
      let token = try #require(said.firstMatch(of: /MLFLOW_TRACKING_TOKEN=(\S+)/)).output.1
      try body(Address(url: "http://127.0.0.1:\(port)", token: String(token)))
    }
  }
}
