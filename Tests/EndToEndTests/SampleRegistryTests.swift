import Foundation
import TestSupport
import Testing

/// `sample-registry/` is what the documentation shows, so it must be without fault.
struct SampleRegistryTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try FileManager.default.copyItem(atPath: SourceTree.url("sample-registry").path, toPath: sandbox.path("sample"))
    try sandbox.git("init", "--quiet", "sample")
    try sandbox.git("add", ".", in: "sample")
  }

  @Test("has no finding", arguments: [["--staged"], ["--worktree"]])
  func hasNoFinding(_ source: [String]) throws {
    let outcome = try sandbox.registry(["validate"] + source, in: "sample")
    #expect(outcome.text == "no findings\n[exit status 0]\n")
    #expect(try sandbox.git("status", "--short", in: "sample").split(separator: "\n").allSatisfy { $0.hasPrefix("A ") })
  }

  @Test func isInCanonicalForm() throws {
    #expect(try sandbox.registry(["fmt", "--check"], in: "sample").text == "[exit status 0]\n")
  }

  /// In a folder of a larger repository, as this one has it.
  @Test func isFoundBelowARoot() throws {
    try sandbox.git("init", "--quiet", "outer")
    try FileManager.default.copyItem(
      atPath: SourceTree.url("sample-registry").path, toPath: sandbox.path("outer/registry"))
    try sandbox.git("add", ".", in: "outer")
    try sandbox.git("commit", "--quiet", "--message", "x", in: "outer")
    #expect(
      try sandbox.registry(["validate", "--root", "registry"], in: "outer").text == "no findings\n[exit status 0]\n")
    let wrong = try sandbox.registry(["validate", "--root", "nowhere"], in: "outer")
    #expect(wrong.status == 64)
  }

  @Test func everyArtifactCanBePulled() throws {
    try sandbox.git("commit", "--quiet", "--message", "x", in: "sample")
    let registries = try sandbox.registry("list", "--json", in: "sample")
    var pulled = 0
    for registry in try names("name", registries) {
      for model in try names("model", sandbox.registry("list", registry, "--json", in: "sample")) {
        let text = try sandbox.registry("list", "\(registry)/\(model)", "--json", in: "sample")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        for row in rows {
          let version = try #require(row["version"] as? String)
          try sandbox.registry("pull", "\(registry)/\(model)@\(version)", "--output", "out-\(pulled)", in: "sample")
          pulled += 1
        }
      }
    }
    #expect(pulled >= 5)
  }

  private func names(_ key: String, _ json: String) throws -> [String] {
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    return rows.compactMap { $0[key] as? String }
  }
}
