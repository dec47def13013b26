import TestSupport
import Testing

/// A commit's author and committer are those of `git commit`, whichever place names them.
struct IdentityTests {
  /// Lines of configuration, and of the environment.
  private static let places: [(configuration: [String], environment: [String: String])] = [
    ([], [:]),
    (["author.name=Grace H."], [:]),
    (["committer.email=bot+ci@acme.org", "author.email=grace@acme.org"], [:]),
    (["user.name=  \"Ada\" <Byron>, "], [:]),
    (["user.name=Åda"], [:]),
    (["user.name=First", "user.name=Last"], [:]),
    ([], ["GIT_AUTHOR_NAME": "Bob"]),
    (["author.name=Grace"], ["GIT_AUTHOR_NAME": "Bob", "GIT_COMMITTER_EMAIL": "bob@acme.org"]),
    (["user.name=Ada"], ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "Eve"]),
    (["user.name=Ada"], ["GIT_CONFIG_PARAMETERS": "'user.email'='eve@acme.org'"]),
    (["include.path=more"], [:]),
    (["remote.origin.url=https://acme.org/x", "includeIf.hasconfig:remote.*.url:https://acme.org/**.path=more"], [:]),
    (["extensions.worktreeConfig=true"], [:]),
  ]

  @Test(arguments: places.indices) func isGits(_ index: Int) throws {
    let (configuration, environment) = Self.places[index]
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    for line in configuration {
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      try sandbox.git("config", "--add", parts[0], parts[1], in: "acme")
    }
    try sandbox.write("[user]\n  name = Included\n", to: "acme/.git/more")
    if configuration.contains("extensions.worktreeConfig=true") {
      try sandbox.git("config", "--worktree", "user.name", "Of The Worktree", in: "acme")
    }
    for name in sandbox.environment.keys where name.hasPrefix("GIT_AUTHOR_") || name.hasPrefix("GIT_COMMITTER_") {
      sandbox.environment[name] = nil
    }
    sandbox.environment.merge(environment) { $1 }
    func identities() throws -> String { try sandbox.git("log", "-1", "--format=%an <%ae> %cn <%ce>", in: "acme") }
    try sandbox.git("commit", "--quiet", "--allow-empty", "--message", "git's own", in: "acme")
    let expected = try identities()
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    #expect(try identities() == expected)
  }
}
