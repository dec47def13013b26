import Foundation
import TestSupport
import Testing

/// `git registry serve` for a team, over bare repositories of a sandbox.
struct TeamServer {
  let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    sandbox.environment["GIT_REGISTRY_SERVER"] = MLflowServer.program
    try repository("acme")
  }

  /// A bare repository `git/NAME.git` with the hook, whose member mia may write in `Models`.
  func repository(_ name: String) throws {
    let place = "git/\(name).git"
    try sandbox.registry(
      "init", "--bare", place, "--name", name, "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry(
      "member", "add", "mia", "--email", "mia@acme.org", "--registry", "Models", "--role", "member", in: place)
    try sandbox.registry("hook", "install", place, "--actor-from", "os", "--strict", in: ".")
  }

  func token(_ arguments: String..., in name: String = "acme") throws -> String {
    let outcome = try sandbox.registry(["token", "create"] + arguments, in: "git/\(name).git")
    try outcome.requireSuccess()
    return String(outcome.output.dropLast())
  }

  /// Serves while `body` runs.
  ///
  /// - Parameter options: `PORT` in them is the port.
  func serve(_ options: String, _ body: (_ port: Int) throws -> Void) throws {
    let port = try GitSandbox.freePort()
    try sandbox.serving("git registry serve " + options.replacing("PORT", with: "\(port)"), port: port) {
      try body(port)
    }
  }

  /// The status of an answer, and its body.
  func curl(_ arguments: String...) throws -> (status: String, body: String) {
    let outcome = try sandbox.run("curl", ["-s", "-m", "30", "-o", "body", "-w", "%{http_code}"] + arguments)
    return (outcome.output, (try? sandbox.read("body")) ?? "")
  }

  static let create = "api/2.0/mlflow/registered-models/create"
}
