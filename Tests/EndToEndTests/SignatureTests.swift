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
    try sandbox.registry("model", "create", "Lab/m", in: "work")
    try FileManager.default.createDirectory(atPath: sandbox.path("made"), withIntermediateDirectories: true)
    names = try MLflowPeers.run("mlflow-signatures.py", [sandbox.path("made")], in: sandbox)
    try #require(names.count >= 30)
  }

  /// What of the published signatures MLflow reads otherwise.
  private func differences(_ prefix: String) throws -> [String] {
    for (index, name) in names.enumerated() {
      let outcome = try sandbox.registry(["show", "Lab/m@\(prefix).\(index)", "--mlflow"], in: "work")
      try #require(outcome.status == 0, "\(name): \(outcome.text)")
      try sandbox.write(outcome.output, to: "made/\(name).out")
    }
    return try MLflowPeers.run("mlflow-compare.py", [sandbox.path("made")] + names, in: sandbox)
  }

  /// Versions 1.0.n from the JSON, 1.1.n from MLmodel files named in it, 1.2.n from MLmodel files among the artifacts.
  @Test func signatureOfMLflowComesBackEqual() throws {
    let makings: [(String, (String) -> [String])] = [
      ("1.0", { ["--signature", "../made/\($0).json"] }), ("1.1", { ["--signature", "../made/\($0)"] }),
      ("1.2", { ["--artifact", "../made/\($0)/", "--signature", "auto"] }),
    ]
    for (prefix, options) in makings {
      for (index, name) in names.enumerated() {
        let outcome = try sandbox.registry(
          ["version", "create", "Lab/m", "\(prefix).\(index)", "--job", "none"] + options(name), in: "work")
        #expect(outcome.status == 0, "\(name): \(outcome.text)")
        #expect(outcome.error == (prefix == "1.2" ? "signature taken from MLmodel\n" : ""), "\(name)")
      }
      let differences = try differences(prefix)
      #expect(differences.isEmpty)
    }
    let outcome = try sandbox.registry(["validate"], in: "work")
    #expect(outcome.status == 0, "\(outcome.text)")
    let formatted = try sandbox.registry(["fmt", "--check"], in: "work")
    #expect(formatted.status == 0, "\(formatted.text)")
  }

  /// Content in git is read where it lies too.
  @Test func publishedArtifactGivesItsSignature() throws {
    let publish = ["version", "create", "Lab/m", "2.0.0", "--job", "none", "--artifact", "../made/chat/"]
    #expect(try sandbox.registry(publish, in: "work").status == 0)
    let edit = try sandbox.registry(["version", "edit", "Lab/m@2.0.0", "--signature", "auto"], in: "work")
    #expect(edit.status == 0 && edit.error == "signature taken from MLmodel\n", "\(edit.text)")
    let again = try sandbox.registry(["version", "edit", "Lab/m@2.0.0", "--signature", "auto", "--json"], in: "work")
    #expect(again.status == 0 && again.error.isEmpty && again.output.contains("\"commit\": null"), "\(again.text)")
    let other = try sandbox.registry(
      ["version", "edit", "Lab/m@2.0.0", "--signature", "../made/array.json"], in: "work")
    #expect(other.status == 1 && other.error.contains("another signature already"), "\(other.text)")
    let inspected = try sandbox.registry(["inspect", "Lab/m@2.0.0"], in: "work")
    #expect(inspected.output.contains("messages: Array({content: string (optional), name: string (optional)"))
    #expect(inspected.output.contains("run_id"))
  }
}
