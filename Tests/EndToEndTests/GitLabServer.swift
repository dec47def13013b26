import Foundation
import TestSupport
import Testing

/// `git registry serve` as GitLab's clients see it: registries are projects with numbers.
enum GitLabServer {
  /// The number of a registry.
  static func number(of project: String, of repository: [String], in sandbox: GitSandbox) throws -> String {
    let listed = try sandbox.registry(["serve", "--list-ids"] + repository, in: ".")
    try listed.requireSuccess()
    let line = try #require(
      listed.output.split(separator: "\n").first { $0.hasSuffix("  \(project)") }, "\(listed.text)")
    return String(try #require(line.split(separator: " ").first))
  }

  /// What a client prints, line by line, of a registry `Models` of an organization `acme`, whose runs are settled after a second.
  static func play(
    _ script: String, _ options: [String] = [], variables: [String: String], in sandbox: GitSandbox
  ) throws -> [Substring] {
    var lines: [Substring] = []
    try MLflowServer.serve("models", ["--settle-after", "1"] + options, in: sandbox) { address in
      let number = try number(of: "acme/Models", of: ["--", "models"], in: sandbox)
      let own = [
        "MLFLOW_TRACKING_URI": "\(address.url)/api/v4/projects/\(number)/ml/mlflow",
        "MLFLOW_TRACKING_TOKEN": "glpat-\(address.token)",
      ]
      let path = SourceTree.url("Tests/EndToEndTests/Peers/\(script)").path
      let outcome = try sandbox.run(
        #require(MLflowPeers.python), [path],
        environment: address.variables(registry: "Models").merging(variables) { $1 }.merging(own) { $1 })
      try #require(outcome.status == 0, "\(outcome.text)")
      lines = outcome.output.split(separator: "\n")
      // What was logged last becomes facts.
      try waitFor(in: sandbox) { try sandbox.git("log", "--format=%s", in: "models").contains("Edit Models/fraud@") }
    }
    return lines
  }

  static func waitFor(in sandbox: GitSandbox, _ isSo: () throws -> Bool) throws {
    for _ in 0..<100 {
      if try isSo() { return }
      usleep(100_000)
    }
    Issue.record("it never happened")
  }
}
