import Foundation
import TestSupport
import Testing

/// What is looked at in files before they are published for good.
struct ArtifactCheckTests {
  private static let digest = String(repeating: "1a", count: 32)
  private static let pointers = [
    "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest)\nsize 548118077\n",
    "version https://git-lfs.github.com/spec/v1\next-0-fold sha256:\(digest)\noid sha256:\(digest)\nsize 5\n",
    "version https://hawser.github.com/spec/v1\noid sha256:\(digest)\nsize 5\n",
    "# xet version 0\nfilesize = 548118077\nhash = '\(digest)'\n",
  ]

  private func make() throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    return sandbox
  }

  private func create(_ more: String..., in sandbox: GitSandbox) throws -> GitSandbox.Outcome {
    try sandbox.registry(["version", "create", "Models/m"] + more, in: "acme")
  }

  @Test("a pointer is not published for its content", arguments: pointers) func refusesPointers(_ text: String) throws {
    let sandbox = try make()
    try sandbox.write("{}", to: "acme/bert/config.json")
    try sandbox.write(text, to: "acme/bert/model.safetensors")
    for more in [
      ["--artifact", "bert"], ["--artifact", "bert/model.safetensors=model"], ["--log", "bert/model.safetensors"],
    ] {
      let outcome = try sandbox.registry(["version", "create", "Models/m"] + more, in: "acme")
      #expect(outcome.status == 1)
      #expect(
        outcome.error.hasPrefix(
          "error: 'bert/model.safetensors' is a pointer of Git LFS or Xet, not the content that it stands for\nhelp: git lfs pull"
        ), "\(outcome.text)")
    }
    let candidate = try sandbox.registry(["candidate", "create", "Models/m", "--artifact", "bert"], in: "acme")
    #expect(candidate.status == 1)
    #expect(try create("--artifact", "bert", "--allow-pointer", in: sandbox).status == 0)
    let edit = try sandbox.registry(
      ["version", "edit", "Models/m@1.0.0", "--artifact", "bert/model.safetensors"], in: "acme")
    #expect(edit.status == 1)
  }

  @Test("what only begins like one is published") func takesWhatIsNone() throws {
    let sandbox = try make()
    try sandbox.write(Self.pointers[0] + String(repeating: "x", count: 1024), to: "acme/notes.txt")
    try sandbox.write("", to: "acme/empty")
    #expect(try create("--artifact", "notes.txt", "--artifact", "empty", in: sandbox).status == 0)
  }

  // MARK: Weights beside the model

  private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(bytes.count)] + bytes }

  /// A model with one tensor that is in another file.
  private func model(_ location: String) -> Data {
    let entry = field(1, Array("location".utf8)) + field(2, Array(location.utf8))
    let tensor = [0x08, 0x02, 0x10, 0x01] + field(8, Array("w".utf8)) + field(13, entry) + [0x70, 0x01]
    return Data([0x08, 0x08] + field(7, field(5, tensor)) + field(8, [0x10, 0x11]))
  }

  @Test func tellsOfWeightsThatAreNotBrought() throws {
    let sandbox = try make()
    try sandbox.write(model("model.onnx.data"), to: "acme/out/model.onnx")
    let warning =
      "warning: 'model.onnx' keeps weights in 'model.onnx.data', which is not an artifact of this version\nhelp: add it too: --artifact out/model.onnx.data\n"
    for more in [[], ["--json"]] {
      let outcome = try sandbox.registry(
        ["version", "create", "Models/m", "--artifact", "out/model.onnx"] + more, in: "acme")
      #expect(outcome.status == 0 && outcome.error == warning, "\(outcome.text)")
    }
    try sandbox.write("weights", to: "acme/out/model.onnx.data")
    let edit = try sandbox.registry(
      ["version", "edit", "Models/m@1.0.0", "--artifact", "out/model.onnx.data", "--artifact", "out/model.onnx"],
      in: "acme")
    #expect(edit.status == 0 && edit.error == "", "\(edit.text)")
    try sandbox.write(model("./model.onnx.data"), to: "acme/out/model.onnx")
    let whole = try create("--artifact", "out", in: sandbox)
    #expect(whole.status == 0 && whole.error == "", "\(whole.text)")
  }

  // MARK: Signatures

  private func writeModel(_ input: String, to place: String, in sandbox: GitSandbox) throws {
    let text =
      "flavors: {sklearn: {}}\nsignature:\n  inputs: '[{\"name\": \"\(input)\", \"type\": \"double\", \"required\": true}]'\n"
    try sandbox.write(text, to: "acme/\(place)/MLmodel")
  }

  @Test func signatureIsTakenWhereTheVersionBeforeHadOne() throws {
    let sandbox = try make()
    try writeModel("a", to: "model", in: sandbox)
    // Nothing is taken unless it was before.
    #expect(try create("--artifact", "model", in: sandbox).error == "")
    #expect(try create("--artifact", "model", "--signature", "auto", in: sandbox).status == 0)
    try sandbox.write("more", to: "acme/model/weights.bin")
    let next = try create("--artifact", "model", in: sandbox)
    #expect(next.status == 0 && next.error == "signature taken from MLmodel\n", "\(next.text)")
    // And the number has to tell the truth.
    try writeModel("b", to: "model", in: sandbox)
    let untrue = try create("--artifact", "model", in: sandbox)
    #expect(untrue.status == 1 && untrue.error.contains("[version-understated]"), "\(untrue.text)")
    let without = try create("--artifact", "model", "--signature", "none", in: sandbox)
    #expect(without.status == 0)
    #expect(
      without.error.contains(
        "warning: [signature-dropped] version 1.0.3 has no signature, but 1.0.2, which it follows, has one"),
      "\(without.text)")
  }

  @Test func aSignatureThatCannotBeReadIsTold() throws {
    let sandbox = try make()
    let text =
      "flavors: {sklearn: {}}\nsignature:\n  params: '[{\"name\": \"t\", \"default\": NaN, \"type\": \"double\"}]'\n"
    try sandbox.write(text, to: "acme/model/MLmodel")
    let inspect = try sandbox.registry(["inspect", "model"], in: "acme")
    #expect(inspect.status == 0)
    #expect(inspect.output.contains("flavors    sklearn\n"), "\(inspect.text)")
    #expect(
      inspect.output.contains(
        "signature  cannot be read: 'params[0].default' is 'NaN', but must be a string, number or boolean"),
      "\(inspect.text)")
    let create = try create("--artifact", "model", "--signature", "auto", in: sandbox)
    #expect(create.status == 1 && create.error.contains("'params[0].default' is 'NaN'"), "\(create.text)")
  }

  @Test func aVersionOfNothingIsTold() throws {
    let sandbox = try make()
    let outcome = try create(in: sandbox)
    #expect(outcome.status == 0)
    #expect(outcome.error.contains("warning: [version-empty] version 1.0.0 has no artifact"), "\(outcome.text)")
  }
}
