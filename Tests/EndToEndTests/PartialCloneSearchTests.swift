import Foundation
import TestSupport
import Testing

/// In a partial clone what a question reads comes in one exchange with the remote, not file by file.
struct PartialCloneSearchTests {
  /// The organization's and the registry's manifests come alone, before it is known what there is.
  @Test(arguments: ["search --where metrics.f1>0.5", "recall Models/a@1.0.0", "lineage Models/a@1.0.0 --down"])
  func asksTheRemoteOnce(line: String) throws {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    for model in ["a", "b", "c", "d", "e", "f"] {
      try sandbox.registry("model", "create", "Models/\(model)", in: "acme")
      try sandbox.registry(
        ["version", "create", "Models/\(model)", "1.0.0", "--metric", "f1=0.9"]
          + (model == "a" ? [] : ["--lineage", "Models/a@1.0.0"]), in: "acme"
      ).requireSuccess()
    }
    try sandbox.git("config", "uploadpack.allowFilter", "true", in: "acme")
    try sandbox.git("config", "uploadpack.allowAnySHA1InWant", "true", in: "acme")
    try sandbox.git(
      "clone", "--quiet", "--bare", "--filter=blob:none", "file://\(sandbox.path("acme"))", "part.git")
    let words = line.split(separator: " ").map(String.init)
    let trace = sandbox.path("trace")
    let asked = try sandbox.registry(words, in: "part.git", environment: ["GIT_TRACE2_EVENT": trace])
    #expect(try asked.text == sandbox.registry(words, in: "acme").text)
    let fetches = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n").filter {
      $0.contains("\"cmd_name\"") && $0.contains("\"name\":\"fetch\"")
    }
    #expect((1...4).contains(fetches.count), "\(fetches.count) fetches")
  }
}
