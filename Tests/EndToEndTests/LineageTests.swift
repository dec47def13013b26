import Foundation
import TestSupport
import Testing

/// Lineages of ten thousand versions, drawn and judged by the commands.
struct LineageTests {
  private static let count = 10_000

  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
  }

  private func publish(_ shape: LineageShape, _ count: Int) throws {
    var stream = "commit refs/heads/main\ncommitter a <a@b> 1795000000 +0000\ndata 1\nx\nfrom refs/heads/main^0\n"
    for (place, inputs) in shape.inputs(of: count).enumerated() {
      let lineage = inputs.map { "  - input: Models/m@1.0.\($0)\n" }.joined()
      let text = "apiVersion: git-registry/v1\nkind: ModelVersion\n" + (lineage.isEmpty ? "" : "lineage:\n" + lineage)
      stream += "M 100644 inline registries/Models/m/versions/1.0.\(place).yaml\ndata \(text.utf8.count)\n\(text)\n"
    }
    try sandbox.write(stream, to: "stream")
    try sandbox.run("bash", ["-c", "git -C acme fast-import --quiet < stream"]).requireSuccess()
  }

  private func lineage(_ version: Int, _ options: String...) throws -> String {
    let outcome = try sandbox.registry(["lineage", "Models/m@1.0.\(version)"] + options, in: "acme")
    #expect(outcome.status == 0, "\(outcome.error)")
    return outcome.output
  }

  @Test("each version is drawn once, in every format", arguments: LineageShape.allCases)
  func drawsEachOnce(_ shape: LineageShape) throws {
    try publish(shape, Self.count)
    let root = shape == .fan ? 0 : Self.count - 1
    let text = try lineage(root)
    let lines = text.split(separator: "\n")
    // One line an edge, and one more where a part goes on below; in a cycle, both ways.
    let edges = shape.inputs(of: Self.count).joined().count
    let ways = shape == .cycle ? 2 : 1
    #expect((ways * edges + 1...ways * edges * 11 / 10 + 1).contains(lines.count), "\(lines.count)")
    #expect(text.utf8.count < 150 * lines.count)
    for format in ["mermaid", "dot", "json"] {
      #expect(try lineage(root, "--format", format).utf8.count < 150 * (edges + Self.count), "\(format)")
    }
  }

  @Test("all of it is judged", arguments: LineageShape.allCases)
  func isJudged(_ shape: LineageShape) throws {
    try publish(shape, Self.count)
    let outcome = try sandbox.registry(["validate"], in: "acme")
    #expect(outcome.status == (shape == .cycle ? 1 : 0))
    #expect(outcome.output.contains("[lineage-cycle]") == (shape == .cycle))
  }

  @Test func aDiamondIsDrawnOnce() throws {
    try publish(.diamonds, 5)
    let expected = """
      Models/m@1.0.4
        ← Models/m@1.0.2
          ← Models/m@1.0.0
          ← Models/m@1.0.1
            ← Models/m@1.0.0 (again)
        ← Models/m@1.0.3
          ← Models/m@1.0.1 (again)
          ← Models/m@1.0.2 (again)

      """
    #expect(try lineage(4, "--up") == expected)
  }

  @Test func aLongChainGoesOnBelow() throws {
    try publish(.chain, 35)
    let lines = try lineage(34, "--up").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[32] == String(repeating: "  ", count: 32) + "← Models/m@1.0.2 (continued below)")
    #expect(lines[33...] == ["", "Models/m@1.0.2", "  ← Models/m@1.0.1", "    ← Models/m@1.0.0", ""])
  }
}
