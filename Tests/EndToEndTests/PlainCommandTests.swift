import TestSupport
import Testing

/// Commands that run without the argument parser say what they say with it.
struct PlainCommandTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("model", "create", "Models/fraud", in: "acme")
    try sandbox.write("weights", to: "acme/fraud.onnx")
    try sandbox.registry(
      "version", "create", "Models/fraud", "--artifact", "fraud.onnx", "--alias", "champion", in: "acme")
  }

  static let words = [
    "", "Models", "Models/fraud", "Models/fraud@1.0.0", "Models/fraud@champion", "Models/fraud@^1",
    "Models/fraud@latest",
    "Models/fraud@9.9.9", "Models/fruad", "Nothing", "Models/fraud@", "@", "a b", "../x", "--", "-h", "--help",
    "--version",
    "--josn", "--json=true", "--at", "--at HEAD", "--mlflow", "-C", "-C .", "-C nowhere", "--json --json",
    "Models Models/fraud",
    "HEAD", "HEAD~1", "main", "nowhere", "--staged", "--base HEAD",
  ]

  @Test(arguments: [
    "show", "resolve", "list", "--version", "-C . list", "-C nowhere list", "-C", "lst", "", "validate",
    "validate --base",
  ])
  func saysTheSame(_ verb: String) throws {
    for word in Self.words {
      for flags in [[], ["--json"]] {
        let words = (verb + " " + word).split(separator: " ").map(String.init)
        for arguments in [words + flags, flags + words, Array(words.prefix(1)) + flags + words.dropFirst()] {
          let plain = try sandbox.run(GitSandbox.program, arguments, in: "acme")
          let parsed = try sandbox.run(
            GitSandbox.program, arguments, in: "acme", environment: ["GIT_REGISTRY_PARSE_ALL": "1"])
          #expect(plain.text == parsed.text, "\(arguments)")
        }
      }
    }
  }
}
