import Commands
import Foundation
import TestSupport
import Testing

/// Commands run in this process, several at once: each writes to its own output, and nothing to the process's.
struct InProcessTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let line: String
    let status: Int32
    let output: [String]
    let error: [String]
    var testDescription: String { line }

    init(_ line: String, status: Int32 = 0, output: [String] = [], error: [String] = []) {
      self.line = line
      self.status = status
      self.output = output
      self.error = error
    }
  }

  /// `SERVER` is a bare repository with the hook in it, and `MODELS` the folder of the sample models.
  static let cases = [
    Case("--version", output: ["\(Program.version)\n"]),
    Case("--help", output: ["USAGE: git registry"]),
    Case("show --help", output: ["Show a registry, a model or a version."]),
    Case("explain", output: ["alias-dangling"]),
    Case("explain alias-dangling", output: ["alias-dangling"]),
    Case("explain alias-dangling --json", output: ["{\n  \"id\": \"alias-dangling\""]),
    Case("explain nothing", status: 1, error: ["error: there is no rule 'nothing'\nhelp: "]),
    Case("explain nothing --json", status: 1, error: ["{\n  \"error\": {\n    \"kind\": "]),
    Case("manual --markdown", output: ["# Commands", "git registry version create"]),
    Case("completion bash", output: ["_git_registry()"]),
    Case("inspect MODELS/sentiment-1.0.0.onnx", output: ["sentiment-1.0.0.onnx"]),
    Case("inspect MODELS/sentiment-1.0.0.onnx --json", output: ["\"kind\": \"onnx\""]),
    Case("inspect MODELS/nothing.onnx", status: 64, error: ["error: there is no file "]),
    Case("hook show SERVER", output: ["mode           plain\n", "actor from     os\n"]),
    Case("hook show SERVER --json", output: ["\"mode\": \"plain\""]),
    Case("hook show SERVER SERVER/nowhere", status: 64, output: ["plain"], error: ["is not a git repository\n"]),
    Case("hook check SERVER", output: ["judges every push\n"]),
    Case("lst", status: 64, error: ["error: 'lst' is not a command of git registry\nhelp: did you mean 'list'?\n"]),
    Case("show", status: 64, error: ["error: Missing expected argument '<ref>'\n"]),
    Case("list --jsn", status: 64, error: ["error: Unknown option '--jsn'. Did you mean '--json'?\n"]),
    Case("list --nothing --json", status: 64, error: ["{\n  \"error\": {\n    \"kind\": \"invalid\""]),
  ]

  @Test func commandsRunBesideEachOther() throws {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "--bare", "server.git")
    let server = sandbox.path("server.git")
    #expect(CapturedOutput().run(["hook", "install", server, "--actor-from", "os", "--require-blobs", "none"]) == 0)
    let models = SourceTree.url("Tests/SampleModels").path
    DispatchQueue.concurrentPerform(iterations: 2 * Self.cases.count) { index in
      // In both orders, so that two different commands run at once.
      let row = index % 2 == 0 ? Self.cases[index / 2] : Self.cases[Self.cases.count - 1 - index / 2]
      let words = row.line.split(separator: " ").map {
        $0.replacing("SERVER", with: server).replacing("MODELS", with: models)
      }
      let captured = CapturedOutput()
      let status = captured.run(words.map { String($0) })
      #expect(status == row.status, "\(row.line): \(captured.output)\(captured.error)")
      for text in row.output { #expect(captured.output.contains(text), "\(row.line): \(captured.output)") }
      for text in row.error { #expect(captured.error.contains(text), "\(row.line): \(captured.error)") }
      #expect(captured.output.isEmpty == row.output.isEmpty, "\(row.line): \(captured.output)")
      #expect(captured.error.isEmpty == row.error.isEmpty, "\(row.line): \(captured.error)")
    }
  }

  @Test("is as wide and as coloured as is asked for") func looks() {
    let (plain, narrow, coloured) = (CapturedOutput(), CapturedOutput(width: 60), CapturedOutput(isColoured: true))
    for captured in [plain, narrow, coloured] { #expect(captured.run(["explain"]) == 0) }
    let widths = [plain, narrow].map { $0.output.split(separator: "\n").map(\.count).max() ?? 0 }
    #expect(widths[0] > 60 && widths[1] <= 60, "\(widths)")
    #expect(!plain.output.contains("\u{1b}[") && coloured.output.contains("\u{1b}["))
    #expect(coloured.run(["explain", "nothing"]) == 1 && coloured.error.contains("\u{1b}[1;31merror:"))
  }
}
