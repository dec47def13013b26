import Foundation
import TestSupport
import Testing

/// Runs the shell steps of a workflow's job as GitHub's runner does, and passes over its actions.
///
/// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
struct GitHubRunner {
  struct Workflow: Decodable { let jobs: [String: Job] }

  struct Job: Decodable {
    let env: [String: String]
    let steps: [Step]
  }

  struct Step: Decodable {
    let name: String?
    let id: String?
    let `if`: String?
    let uses: String?
    let run: String?
    let env: [String: String]?
    let continueOnError: Bool?

    private enum CodingKeys: String, CodingKey {
      case name, id, `if`, uses, run, env
      case continueOnError = "continue-on-error"
    }
  }

  /// How a job ended.
  struct Result {
    var isGreen = true
    /// `success`, `failure` or `skipped`, by the step's name.
    var outcomes: [String: String] = [:]
    var log = ""
  }

  let place: CISandbox
  /// The head that the event names, where it is not the pull request's.
  var head: String?

  /// Runs the job in a clone of the server, as actions/checkout makes it.
  func run() throws -> Result {
    let job = try #require(try (place.workflow() as Workflow).jobs["registry"])
    try place.command("rm -rf workspace temp && git clone --quiet server.git workspace && mkdir temp")
    let head = try head ?? place.sandbox.git("rev-parse", "refs/pull/7/head", in: "server.git").trimmed
    var context = [
      "github.event.pull_request.number": "7", "github.event.pull_request.head.sha": head,
      "github.event.pull_request.base.ref": "main", "github.token": "the-token",
      "runner.temp": place.sandbox.path("temp"),
    ]
    var path = try #require(try place.environment([:])["PATH"])
    var result = Result()
    for step in job.steps {
      let name = step.name ?? step.uses ?? "?"
      var outcome = "skipped"
      if step.if == nil ? result.isGreen : try Self.isMet(step.if ?? "", context) {
        outcome = "success"
        if let script = step.run {
          var variables = try job.env.merging(step.env ?? [:]) { $1 }.mapValues { try Self.expand($0, context) }
          variables.merge(try host(path)) { $1 }
          try place.sandbox.write("", to: "temp/path")
          try place.sandbox.write("", to: "temp/output")
          try #require(!script.contains("${{"), "\(name) has an expression in its script")
          try place.sandbox.write(script, to: "temp/step.sh")
          let ended = try place.sandbox.run(
            "bash", ["--noprofile", "--norc", "-eo", "pipefail", place.sandbox.path("temp/step.sh")], in: "workspace",
            environment: variables)
          result.log += "## \(name)\n\(ended.text)"
          if ended.status != 0 { outcome = "failure" }
          for line in try place.sandbox.read("temp/path").split(separator: "\n") { path = "\(line):\(path)" }
          for line in try place.sandbox.read("temp/output").split(separator: "\n") {
            let pair = line.split(separator: "=", maxSplits: 1).map(String.init)
            context["steps.\(step.id ?? "?").outputs.\(pair[0])"] = pair[1]
          }
        }
      }
      result.outcomes[name] = outcome
      if let id = step.id { context["steps.\(id).outcome"] = outcome }
      if outcome == "failure", step.continueOnError != true { result.isGreen = false }
    }
    return result
  }

  private func host(_ path: String) throws -> [String: String] {
    let sandbox = place.sandbox
    var variables = try place.environment([
      "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "acme/models", "GITHUB_SERVER_URL": "https://github.com",
      "GITHUB_EVENT_NAME": "pull_request_target", "GITHUB_REF": "refs/heads/main",
      "GITHUB_WORKSPACE": sandbox.path("workspace"), "RUNNER_TEMP": sandbox.path("temp"),
      "GITHUB_PATH": sandbox.path("temp/path"), "GITHUB_OUTPUT": sandbox.path("temp/output"),
    ])
    variables["PATH"] = path
    return variables
  }

  private static func expand(_ text: String, _ context: [String: String]) throws -> String {
    guard text.hasPrefix("${{"), text.hasSuffix("}}") else { return text }
    let name = text.dropFirst(3).dropLast(2).trimmingCharacters(in: .whitespaces)
    // An output that no step gave is empty; anything else unknown is a mistake.
    if name.hasPrefix("steps.") { return context[name] ?? "" }
    return try #require(context[name], "unknown: \(name)")
  }

  /// Conditions of the form `${{ !cancelled() && steps.ID.outcome == 'success' }}`.
  private static func isMet(_ condition: String, _ context: [String: String]) throws -> Bool {
    let terms = condition.dropFirst(3).dropLast(2).components(separatedBy: "&&").map(\.trimmed)
    try #require(terms.first == "!cancelled()", "\(condition)")
    return try terms.dropFirst().allSatisfy { term in
      let sides = term.components(separatedBy: " == ")
      try #require(sides.count == 2, "\(condition)")
      return context[sides[0]] == sides[1].trimmingCharacters(in: ["'"])
    }
  }
}
