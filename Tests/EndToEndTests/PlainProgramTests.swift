import TestSupport
import Testing

/// Commands that run without the argument parser say what they say with it.
struct PlainProgramTests {
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

  /// Of each kind one that is plain and one that is not; `PlainCommandTests` compares what all the others mean.
  @Test(arguments: [
    "show Models/fraud@champion", "show Models/fraud@champion --json", "show --json Models/fraud", "show Models",
    "show Models/fraud@9.9.9", "show Models/fruad", "show", "show a b", "show --help", "show --josn Models",
    "resolve Models/fraud@^1", "resolve Models/fraud@latest --json", "resolve Models/fraud", "resolve Nothing/x@1.0.0",
    "list", "list --json", "list Models", "list --json Models/fraud", "list Nothing", "list --at HEAD", "list --",
    "--version", "--version --json", "-C . list", "-C nowhere list", "-C", "lst", "", "validate", "validate --json",
    "search", "search fraud --json", "search --models fraud", "search --csv --limit 1", "search --where alias=champion",
    "search --where metrics", "search --sort -created --columns version", "search --limit 0", "search --nothing",
    "validate --base HEAD", "validate --base nowhere", "validate --base", "validate nowhere", "validate --staged",
  ])
  func saysTheSame(_ line: String) throws {
    let arguments = line.split(separator: " ").map(String.init)
    let plain = try sandbox.run(GitSandbox.program, arguments, in: "acme")
    let parsed = try sandbox.run(
      GitSandbox.program, arguments, in: "acme", environment: ["GIT_REGISTRY_PARSE_ALL": "1"])
    #expect(plain.text == parsed.text)
  }

  @Test(
    "publishes the same",
    arguments: [
      "Models/fraud", "Models/fraud 1.2.0 --json", "Models/fraud v1", "Models/fraud 1.0.0", "Models/fraud --bump minor",
      "Models/fraud --artifact fraud.onnx --metric accuracy=0.9 --param depth=3 --tag team=a --alias next",
      "Models/fraud --param depth=3 --json", "Models/fraud --metric a=b", "Models/fraud --artifact nowhere",
      "Models/fraud --bump major --metric a=1", "Models/fruad", "Models/fraud --dry-run",
    ])
  func publishesTheSame(_ words: String) throws {
    let arguments = ["version", "create"] + words.split(separator: " ").map(String.init)
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
