import Foundation
import TestSupport
import Testing

/// Files and folders that `--artifact` does not take, each told in one message that says what they are.
struct ArtifactArgumentTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
  }

  static let refused: [(script: String, argument: String, words: String)] = [
    (
      "git init --quiet bert; echo '{}' > bert/config.json", "bert",
      "'../bert' is a clone of git: its .git folder is not part"
    ),
    ("mkdir d; printf x > d/$'bad\\xff.bin'", "d", "has a name that is not UTF-8"),
    ("mkfifo pipe", "pipe", "'../pipe' is not a regular file"),
  ]

  @Test("is told in one message", arguments: refused)
  func isToldInOneMessage(script: String, argument: String, words: String) throws {
    try sandbox.run("bash", ["-ec", script]).requireSuccess()
    let outcome = try sandbox.registry(["version", "create", "Models/m", "--artifact", "../\(argument)"], in: "acme")
    #expect(outcome.status == 1, "\(outcome.text)")
    #expect(outcome.error.contains(words), "\(outcome.text)")
    #expect(outcome.error.components(separatedBy: "error: ").count == 2, "\(outcome.text)")
  }

  @Test("an empty file is not what its name says", arguments: ["model.onnx", "weights.safetensors", "MLmodel"])
  func emptyFilesAreNothing(name: String) throws {
    try sandbox.write("", to: name)
    let outcome = try sandbox.registry(["inspect", name])
    #expect(outcome.status == 1 && outcome.error.contains("it is empty"), "\(outcome.text)")
    try sandbox.write("", to: "notes.txt")
    #expect(try sandbox.registry(["inspect", "notes.txt"]).status == 0)
  }
}
