import Foundation
import Git
import TestSupport
import Testing

/// The environment's configuration as git itself reads it.
struct EnvironmentConfigurationTests {
  /// Environments for `core.fsync` and `registry.allowedNamespace`, beside what the repository's own file says.
  static let cases: [[String: String]] = [
    [:],
    ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsync", "GIT_CONFIG_VALUE_0": "none"],
    ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "CORE.fSync", "GIT_CONFIG_VALUE_0": ""],
    [
      "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "core.fsync", "GIT_CONFIG_VALUE_0": "none",
      "GIT_CONFIG_KEY_1": "core.fsync", "GIT_CONFIG_VALUE_1": "all",
    ],
    ["GIT_CONFIG_COUNT": ""],
    ["GIT_CONFIG_COUNT": "x"],
    ["GIT_CONFIG_COUNT": "1"],
    ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsync"],
    ["GIT_CONFIG_PARAMETERS": "'core.fsync'='none'"],
    ["GIT_CONFIG_PARAMETERS": "'core.fsync=none'"],
    ["GIT_CONFIG_PARAMETERS": "'core.fsync=a=b' 'registry.allowednamespace'='refs/it'\\''s/*'"],
    ["GIT_CONFIG_PARAMETERS": "'core.fsync'='none'  'registry.allowedNamespace'='refs/a'\\!'b/*'"],
    ["GIT_CONFIG_PARAMETERS": "'registry.allowednamespace'= 'core.fsync'"],
    ["GIT_CONFIG_PARAMETERS": "core.fsync=none"],
    ["GIT_CONFIG_PARAMETERS": "'core.fsync'='none"],
    ["GIT_CONFIG_PARAMETERS": "'core.fsync'x"],
    ["GIT_CONFIG_PARAMETERS": ""],
    [
      "GIT_CONFIG_PARAMETERS": "'core.fsync'='reference'", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsync",
      "GIT_CONFIG_VALUE_0": "none",
    ],
  ]

  @Test(arguments: cases) func saysWhatGitSays(_ variables: [String: String]) throws {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "--bare", "repo")
    try sandbox.git("config", "registry.allowedNamespace", "refs/for/*", in: "repo")
    for key in ["core.fsync", "registry.allowedNamespace"] {
      let theirs = try sandbox.run(
        "git", ["config", "--null", "--get-all", key], in: "repo", environment: variables)
      let words = theirs.output.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map {
        // A key without a value means true; git lists it empty.
        $0.isEmpty && variables.values.contains { $0.contains("'= ") || $0.hasSuffix("'core.fsync'") } ? "true" : $0
      }
      let ours = try? EnvironmentConfiguration { variables[$0] }.values(of: key)
      let own = key == "core.fsync" ? [] : ["refs/for/*"]
      #expect(ours.map { own + $0 } == (theirs.status <= 1 ? words.map(String.init) : nil), "\(theirs.text)")
    }
  }
}
