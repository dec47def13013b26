import Foundation
import TestSupport
import Testing

/// A bare repository that is served, and what git is told to reach it.
enum ServedGit {
  /// `server.git` with the hook, in which ada has founded a registry, and her clone of it, `founded`.
  static func repository() throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "--bare", "server.git", in: ".")
    try sandbox.registry("hook", "install", "server.git", "--actor-from", "http", "--admin", "ada", in: ".")
    try sandbox.registry("init", "founded", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/fraud", in: "founded")
    try push(in: sandbox)
    return sandbox
  }

  /// Pushes what ada has in `founded`, without the server.
  static func push(in sandbox: GitSandbox) throws {
    try sandbox.run(
      "git", ["-C", "founded", "push", "--quiet", "../server.git", "HEAD"], environment: ["REMOTE_USER": "ada"]
    ).requireSuccess()
  }

  /// The address of the repository with the token in it, as git takes it.
  static func address(_ server: MLflowServer.Address, token: String? = nil) -> String {
    server.url.replacing("://", with: "://ada:\(token ?? server.token)@") + "/server.git"
  }
}
