import Foundation
import TestSupport
import Testing

/// Signatures as MLflow writes them, taken into a manifest and given back: MLflow reads the same.
@Suite(.enabled(if: MLflowPeers.python != nil, MLflowPeers.missing))
struct SignatureTests {
  private let sandbox: GitSandbox
  private let names: [String]

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "work", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("create", "Lab", "--accept", "model", in: "work")
    try FileManager.default.createDirectory(atPath: sandbox.path("made"), withIntermediateDirectories: true)
    names = try MLflowPeers.run("mlflow-signatures.py", [sandbox.path("made")], in: sandbox)
    try #require(names.count >= 30)
  }

  /// What of the published signatures MLflow reads otherwise.
  private func differences(_ model: String) throws -> [String] {
    for (index, name) in names.enumerated() {
      let outcome = try sandbox.registry(["show", "\(model)@\(index + 1).0.0", "--mlflow"], in: "work")
      try #require(outcome.status == 0, "\(name): \(outcome.text)")
      try sandbox.write(outcome.output, to: "made/\(name).out")
    }
    return try MLflowPeers.run("mlflow-compare.py", [sandbox.path("made")] + names, in: sandbox)
  }

  /// Models with a major version for each signature: from the JSON, from MLmodel files, from MLmodel files among the artifacts.
  @Test func signatureOfMLflowComesBackEqual() throws {
    let makings: [(String, (String) -> [String])] = [
      ("Lab/json", { ["--signature", "../made/\($0).json"] }), ("Lab/file", { ["--signature", "../made/\($0)"] }),
      ("Lab/auto", { ["--artifact", "../made/\($0)/", "--signature", "auto"] }),
    ]
    for (model, options) in makings {
      try sandbox.registry("model", "create", model, in: "work")
      for (index, name) in names.enumerated() {
        let outcome = try sandbox.registry(
          ["version", "create", model, "\(index + 1).0.0", "--job", "none", "--metric", "auc=1"] + options(name),
          in: "work")
        #expect(outcome.status == 0, "\(name): \(outcome.text)")
        #expect(outcome.error == (model == "Lab/auto" ? "signature taken from MLmodel\n" : ""), "\(name)")
      }
      let differences = try differences(model)
      #expect(differences.isEmpty)
    }
    let outcome = try sandbox.registry(["validate"], in: "work")
    #expect(outcome.status == 0, "\(outcome.text)")
    let formatted = try sandbox.registry(["fmt", "--check"], in: "work")
    #expect(formatted.status == 0, "\(formatted.text)")
  }

  /// Content in git is read where it lies too.
  @Test func publishedArtifactGivesItsSignature() throws {
    try sandbox.registry("model", "create", "Lab/m", in: "work")
    let publish = ["version", "create", "Lab/m", "2.0.0", "--job", "none", "--artifact", "../made/chat/"]
    #expect(try sandbox.registry(publish, in: "work").status == 0)
    let edit = try sandbox.registry(["version", "edit", "Lab/m@2.0.0", "--signature", "auto"], in: "work")
    #expect(edit.status == 0 && edit.error == "signature taken from MLmodel\n", "\(edit.text)")
    let again = try sandbox.registry(["version", "edit", "Lab/m@2.0.0", "--signature", "auto", "--json"], in: "work")
    #expect(again.status == 0 && again.error.isEmpty && again.output.contains("\"commit\": null"), "\(again.text)")
    let other = try sandbox.registry(
      ["version", "edit", "Lab/m@2.0.0", "--signature", "../made/array.json"], in: "work")
    #expect(other.status == 1 && other.error.contains("already has another signature"), "\(other.text)")
    let inspected = try sandbox.registry(["inspect", "Lab/m@2.0.0"], in: "work")
    #expect(inspected.output.contains("messages: Array({content: string (optional), name: string (optional)"))
    #expect(inspected.output.contains("run_id"))
  }
}
