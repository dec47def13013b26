import Diagnostics
import Foundation
import Git
import Manifests
import RegistryStore
import Rules
import TestSupport
import Testing

/// What rules read grows with what a change brings, and not with its square.
struct LinearWorkTests {
  private let repository: Repository

  init() throws {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "repo")
    repository = try Repository.open(at: sandbox.path("repo"))
  }

  private static let head = "apiVersion: git-registry/v1\nkind: "

  /// A registry without a version, and with so many, each in a model of its own or all in one.
  private func trees(_ shape: LineageShape, _ count: Int, isOneModel: Bool) throws -> (ObjectID, ObjectID) {
    var files: [RepositoryPath: TreeEntry] = [:]
    func write(_ text: String, at name: String) throws {
      let path = try #require(RepositoryPath(name))
      files[path] = TreeEntry(mode: .file, name: path.name, id: try repository.stage(.blob, Array(text.utf8)))
    }
    try write("\(knownAttributes)\n", at: ".gitattributes")
    try write("\(Self.head)Organization\nname: acme\n", at: "organization.yaml")
    try write("\(Self.head)Member\nemails:\n  - ada@acme.org\nrole: admin\n", at: "members/ada.yaml")
    try write(
      "\(Self.head)Registry\ntype: core\nvisibility: organization\nacceptedArtifactTypes:\n  - model\n",
      at: "registries/Models/registry.yaml")
    if isOneModel { try write("\(Self.head)Model\n", at: "registries/Models/m/model.yaml") }
    let before = try repository.stageTree(of: files)
    func name(_ place: Int) -> (model: String, version: String) {
      isOneModel ? ("m", "1.0.\(place)") : ("m\(place)", "1.0.0")
    }
    for (place, inputs) in shape.inputs(of: count).enumerated() {
      let (model, version) = name(place)
      if !isOneModel { try write("\(Self.head)Model\n", at: "registries/Models/\(model)/model.yaml") }
      let lineage = inputs.map { "  - input: Models/\(name($0).model)@\(name($0).version)\n" }.joined()
      try write(
        "\(Self.head)ModelVersion\nmetrics:\n  accuracy: 0.5\n" + (lineage.isEmpty ? "" : "lineage:\n" + lineage),
        at: "registries/Models/\(model)/versions/\(version).yaml")
    }
    return (before, try repository.stageTree(of: files))
  }

  /// Judges the change that brings all versions, or all of the snapshot.
  private func judge(
    _ shape: LineageShape, _ count: Int, isOneModel: Bool, isTransition: Bool
  ) throws -> (steps: Int, report: Report) {
    let (old, new) = try trees(shape, count, isOneModel: isOneModel)
    let before = CountingSnapshot(CommitSnapshot(repository, tree: old))
    let after = CountingSnapshot(CommitSnapshot(repository, tree: new))
    let change = try Change(
      from: isTransition ? before : nil, to: after,
      entries: try repository.changes(from: isTransition ? old : nil, to: new), isTransition: isTransition)
    let report = try Judge.judge(change, Facts(actor: .authenticated("ada")))
    return (before.steps + after.steps, report)
  }

  @Test("twice as much takes twice the steps", arguments: LineageShape.allCases, [true, false])
  func isLinear(_ shape: LineageShape, _ isOneModel: Bool) throws {
    for isTransition in [true, false] {
      let small = try judge(shape, 150, isOneModel: isOneModel, isTransition: isTransition)
      let large = try judge(shape, 300, isOneModel: isOneModel, isTransition: isTransition)
      let words = "\(shape), \(isOneModel ? "one model" : "many models"), \(isTransition ? "a push" : "a snapshot")"
      #expect(Double(large.steps) < 2.2 * Double(small.steps), "\(words): \(small.steps), then \(large.steps)")
      let cycles = large.report.diagnostics.filter { $0.rule == "lineage-cycle" }.count
      #expect(cycles == (shape == .cycle ? 300 : 0), "\(words)")
      #expect(large.report.diagnostics.count == cycles, "\(words): \(TextRenderer.render(large.report))")
    }
  }

  /// No walk is deeper than the thread's stack, and none takes a second way to what it knows.
  @Test("ten thousand versions are judged", arguments: LineageShape.allCases)
  func judgesMany(_ shape: LineageShape) throws {
    let (_, report) = try judge(shape, 10_000, isOneModel: true, isTransition: true)
    let cycles = report.diagnostics.filter { $0.rule == "lineage-cycle" }.count
    // Those above the limit of findings are told as one.
    #expect(cycles == (shape == .cycle ? 1001 : 0))
  }

  /// A whole registry is judged part by part: what one part learned of the lineage, the next does not read again.
  @Test("parts share what they know", arguments: LineageShape.allCases)
  func partsShare(_ shape: LineageShape) throws {
    func steps(_ count: Int) throws -> Int {
      let (_, tree) = try trees(shape, count, isOneModel: false)
      let snapshot = CountingSnapshot(CommitSnapshot(repository, tree: tree))
      for entry in try repository.changes(from: nil, to: tree) {
        let part = try Change(from: nil, to: snapshot, entries: [entry], isTransition: false)
        _ = try Judge.judge(part, Facts(actor: .unknown))
      }
      return snapshot.steps
    }
    #expect(Double(try steps(200)) < 2.2 * Double(try steps(100)))
  }
}
