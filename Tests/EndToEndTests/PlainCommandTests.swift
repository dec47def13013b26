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

  @Test(
    "publishes the same",
    arguments: [
      "Models/fraud", "Models/fraud 1.2.0", "Models/fraud v1", "Models/fraud 1.0.0", "Models/fraud 1.2.0 1.3.0", "",
      "a b",
      "Models/fruad", "Models", "Models/fraud@champion", "Models/fraud --bump minor", "Models/fraud --bump tiny",
      "Models/fraud --bump", "Models/fraud 2.0.0 --bump major", "Models/fraud --bump minor --bump major",
      "Models/fraud --artifact fraud.onnx --metric accuracy=0.9 --param depth=3 --tag team=a --alias next",
      "--metric a=1 Models/fraud --metric a=2", "Models/fraud --metric a", "Models/fraud --metric a=b",
      "Models/fraud --param =b", "Models/fraud --artifact nowhere",
      "Models/fraud --artifact fraud.onnx=dataset --log fraud.onnx",
      "Models/fraud --artifact", "Models/fraud --artifact --json", "Models/fraud --artifact -x",
      "Models/fraud --artifact=fraud.onnx", "Models/fraud --dry-run", "Models/fraud -m text", "Models/fraud --help",
      "Models/fraud --json --json", "Models/fraud --alias latest", "Models/fraud -- 1.2.0", "-C . Models/fraud",
    ], [[], ["--json"]])
  func publishesTheSame(_ words: String, _ flags: [String]) throws {
    let arguments = ["version", "create"] + words.split(separator: " ").map(String.init) + flags
    var texts: [String] = []
    for environment in [[:], ["GIT_REGISTRY_PARSE_ALL": "1"]] {
      try #require(try sandbox.run("sh", ["-c", "rm -rf copy && cp -r acme copy"]).status == 0)
      let outcome = try sandbox.run(GitSandbox.program, arguments, in: "copy", environment: environment)
      let written = try sandbox.git("log", "-p", "--format=%s", in: "copy")
      // The time of publishing is in the manifest, and so in what ids it and the commit have.
      let text = (outcome.text + written).split(separator: "\n").filter {
        !$0.contains("createdAt:") && !$0.hasPrefix("index ")
      }
      texts.append(text.joined(separator: "\n").replacing(/[0-9a-f]{10,40}/, with: "ID"))
    }
    #expect(texts[0] == texts[1], "\(arguments)")
  }
}
