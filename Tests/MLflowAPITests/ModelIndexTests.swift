import Catalog
import Foundation
import Git
import GitObjects
import Manifests
import RegistryStore
import TestSupport
import Testing

@testable import MLflowAPI

/// What is known of a model's versions is brought from one commit to the next; it is what reading all of them anew says.
@Suite struct ModelIndexTests {
  @Test(arguments: UInt64(1)...6) func isBroughtUpToDate(seed: UInt64) throws {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    let model = ModelName(registry: "Models", model: "m")
    var random = SplitMix(state: seed)
    var known: ModelIndex?
    for step in 1...16 {
      try Self.change(sandbox, step, &random)
      try sandbox.git("add", "--all", in: "acme")
      try sandbox.git("commit", "--quiet", "--allow-empty", "--message", "step \(step)", in: "acme")
      // Several commits may come between two requests.
      guard step % 3 != 0 else { continue }
      let repository = try Repository.open(at: sandbox.path("acme"))
      let branch = try #require(try repository.headBranch())
      let tip = try repository.commit(try #require(try repository.target(of: branch)))
      let snapshot = CommitSnapshot(repository, tree: tip.tree)
      let path = try #require(RepositoryPath(model.folder))
      let folder = try #require(try snapshot.entry(at: path)).id
      let history = HistoryCatalog.open(of: repository, to: tip.id, fromCommits: 1)
      let indexes = try [known, nil].map { earlier in
        try ModelIndex(
          of: model, folder, snapshot, in: repository, Ordinals(at: tip.id, of: repository, history), history, earlier)
      }
      let (quick, anew) = (indexes[0], indexes[1])
      #expect(quick.entries.map { "\($0)" } == anew.entries.map { "\($0)" }, "step \(step)")
      #expect(quick.newest == anew.newest, "step \(step)")
      for entry in anew.entries {
        #expect("\(String(describing: quick[entry.number]))" == "\(String(describing: anew[entry.number]))")
      }
      known = quick
    }
    #expect((known?.entries.count ?? 0) > 2)
  }

  /// Adds, edits, removes manifests, or writes one in the other format.
  private static func change(_ sandbox: GitSandbox, _ step: Int, _ random: inout SplitMix) throws {
    let folder = "acme/registries/Models/m/versions"
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let number = "1.\(Int.random(in: 0...4, using: &random)).\(Int.random(in: 0...1, using: &random))"
      let (yaml, json) = ("\(folder)/\(number).yaml", "\(folder)/\(number).json")
      let (path, other) = Bool.random(using: &random) ? (yaml, json) : (json, yaml)
      if sandbox.exists(other) { try FileManager.default.removeItem(atPath: sandbox.path(other)) }
      guard Int.random(in: 0..<5, using: &random) > 0 else {
        if sandbox.exists(path) { try FileManager.default.removeItem(atPath: sandbox.path(path)) }
        continue
      }
      let own = Int.random(in: 1...200, using: &random)
      let ordinal = own <= 40 ? #", "ordinal": \#(own)"# : ""
      let stage = try #require(["None", "Staging", "Production"].randomElement(using: &random))
      let tags = stage == "None" ? "" : #", "tags": {"\#(VersionTag.stage)": "\#(stage)"}"#
      // JSON is YAML too.
      try sandbox.write(#"{"description": "\#(step % 4)"\#(ordinal)\#(tags)}"#, to: path)
    }
  }
}
