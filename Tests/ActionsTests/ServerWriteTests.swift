import Actions
import Blobs
import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules
import TestSupport
import Testing

/// What a server writes: a push in every respect.
struct ServerWriteTests {
  /// The bot is no member; its commit is refused and keeps neither of the others from landing, in one move of the branch.
  @Test func commitsOfSeveralMembersLandTogether() throws {
    let bench = try Bench(isServer: true)
    let writer = try bench.writer()
    let results = writer.write(each: [
      try Bench.plan(
        try AddMember("grace", Member(emails: ["grace@acme.org"])),
        SetRegistryRole(.member, of: "grace", in: "Lab", isNew: true)),
      try Bench.plan(PublishVersion(.next(.patch), of: Bench.model, Bench.facts("no")), by: "bot"),
      try Bench.plan(PublishVersion(.next(.patch), of: Bench.model, Bench.facts("yes")), by: "grace"),
      try Bench.plan(RemoveAlias(["none"], of: Bench.model)),
    ])
    let commits = results.map { try? $0.get().commit }
    #expect(commits[0] != nil && commits[2] != nil)
    guard case .success(let refused) = results[1], case .refused(let report) = refused.outcome else {
      Issue.record("\(results[1])")
      return
    }
    #expect(report.diagnostics.map(\.rule) == ["actor-unknown"])
    guard case .failure(let failure) = results[3] else {
      Issue.record("\(results[3])")
      return
    }
    #expect(failure.kind == .notFound)
    let record = try bench.record()
    #expect(record.filter(\.isPush).map(\.actor) == ["ada@acme.org", "grace@acme.org"])
    #expect(record.filter(\.isPush).map(\.actorSource) == ["token", "token"])
    #expect(record.last?.new == commits[2])
    let moves = try bench.sandbox.git("reflog", "show", "--format=%gs", "main", in: "registry.git")
    #expect(moves.split(separator: "\n").first == "registry: 2 commits, the last: Publish Lab/sentiment@1.0.0")
    let audit = try bench.sandbox.registry(["audit"], in: "registry.git")
    #expect(audit.output.contains("\nallowed: 2\n") && !audit.output.contains("refused"), "\(audit.text)")
  }

  /// Each commit of a chain starts from what the one before it knows; alone it reads the repository.
  @Test(arguments: 0..<20)
  func aChainIsWhatItsCommitsAreAlone(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let other = ModelName(registry: "Lab", model: "other")
    let commits = try (0..<12).map { _ in
      let model = random.one(of: [Bench.model, Bench.model, other])
      let number = SemanticVersion("\(random.number(1..<3)).\(random.number(0..<3)).0-rc.\(random.number(0..<3))")
      switch random.number(0..<8) {
      case 0: return try Bench.plan(RetireVersion(#require(SemanticVersion("1.0.0")), of: model))
      case 1: return try Bench.plan(PublishVersion(.named(#require(number)), of: model, Bench.facts("rc")))
      case 2: return try Bench.plan(RetireModel(model), CreateModel(model))
      default:
        let bump = random.one(of: [SemanticVersion.Bump.patch, .minor, .major])
        return try Bench.plan(PublishVersion(.next(bump), of: model, Bench.facts("\(random.next())")))
      }
    }
    let benches = try [Bench(isServer: true), Bench(isServer: true)]
    for bench in benches { #expect(try bench.write(CreateModel(other)).commit != nil) }
    let together = try benches[0].writer().write(each: commits)
    let alone = try commits.flatMap { try benches[1].writer().write(each: [$0]) }
    #expect(together.map { "\($0.map(\.outcome))" } == alone.map { "\($0.map(\.outcome))" })
    let tips = try benches.map { try $0.sandbox.git("ls-tree", "-r", "main", in: "registry.git") }
    #expect(tips[0] == tips[1])
    #expect(together.contains { (try? $0.get().commit) != nil })
  }

  @Test(arguments: [false, true])
  func aPolicyOfSignaturesTakesABranch(_ isServer: Bool) throws {
    let bench = try Bench(isServer: isServer, signatures: .required)
    let results = try bench.writer().write(each: [try Bench.plan(CreateRegistry("More"))])
    guard case .failure(let failure) = results[0] else {
      Issue.record("\(results[0])")
      return
    }
    #expect(failure.kind == .forbidden)
    #expect(failure.help == "propose a branch, and ask a member to sign its merge")
  }

  @Test(arguments: [Organization.BlobMode.lfs, .git])
  func contentComesInPieces(_ mode: Organization.BlobMode) async throws {
    let bench = try Bench(isServer: true, blobs: mode)
    let store = try LFSStore(of: Repository.open(at: bench.path))
    let pieces = AsyncStream<[UInt8]> { stream in
      for index in 0..<100 { stream.yield(Array(repeating: UInt8(index), count: 1000)) }
      stream.finish()
    }
    let content = try await ReceivedContent.receive(pieces, into: store)
    #expect(content.sizeInBytes == 100_000)
    var facts = FactChanges()
    facts.artifacts = [
      Artifact(
        path: "model.bin", type: "model", digest: content.digest, sizeInBytes: content.sizeInBytes)
    ]
    let results = try bench.writer().write(each: [
      try Bench.plan(PublishVersion(.next(.patch), of: Bench.model, facts), content: [content])
    ])
    #expect(try results[0].get().commit != nil, "\(results[0])")
    let outcome = try bench.sandbox.registry(
      ["pull", "Lab/sentiment@1.0.0", "--output", bench.sandbox.path("out")], in: "registry.git")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(bench.sandbox.exists("out/model.bin"))
  }

  /// Each thread has a handle of its own. Nothing is lost, no number is given twice, the record tells all of it.
  @Test(arguments: [false, true])
  func twoThreadsPublishAtOnce(_ isServer: Bool) async throws {
    let bench = try Bench(isServer: isServer)
    let count = 12
    try await withThrowingTaskGroup(of: Void.self) { group in
      for thread in 0..<2 {
        group.addTask {
          let writer = try bench.writer()
          for index in 0..<count {
            let plan = try Bench.plan(
              PublishVersion(.next(.patch), of: Bench.model, Bench.facts("\(thread)-\(index)"), aliases: ["t\(thread)"])
            )
            #expect(try writer.write(each: [plan])[0].get().commit != nil)
          }
        }
      }
      try await group.waitForAll()
    }
    let versions = try bench.find().snapshot.versions(of: Bench.model)
    #expect(versions.map(\.description) == (0..<2 * count).map { "1.0.\($0)" })
    #expect(try bench.record().filter(\.isPush).count == (isServer ? 2 * count : 0))
    let problems = try bench.sandbox.git("fsck", "--strict", "--no-dangling", in: "registry.git")
    #expect(problems.isEmpty)
  }

  /// In a clone too: one move of the branch, and index and work tree follow. A file that somebody has edited keeps its commit alone from landing.
  @Test(arguments: [false, true])
  func commitsInACloneLandTogether(_ isEdited: Bool) throws {
    let bench = try Bench(isServer: false)
    try bench.sandbox.git("clone", "--quiet", "registry.git", "clone")
    let file = "clone/registries/Lab/sentiment/model.yaml"
    if isEdited { try bench.sandbox.write(bench.sandbox.read(file) + "# mine\n", to: file) }
    let repository = try Repository.open(at: bench.sandbox.path("clone"))
    let writer = RegistryWriter(to: try #require(try repository.headBranch()), of: repository, program: "test")
    let results = writer.write(each: [
      try Bench.plan(CreateModel(ModelName(registry: "Lab", model: "one"))),
      try Bench.plan(PublishVersion(.next(.patch), of: Bench.model, Bench.facts("x"), aliases: ["best"])),
      try Bench.plan(CreateModel(ModelName(registry: "Lab", model: "two"))),
    ])
    let landed = results.map { result in (try? result.get().commit) != nil }
    #expect(landed == [true, !isEdited, true], "\(results)")
    let status = try bench.sandbox.git("status", "--porcelain", in: "clone")
    #expect(status == (isEdited ? " M registries/Lab/sentiment/model.yaml\n" : ""))
    let moves = try bench.sandbox.git("reflog", "show", "--format=%gs", "HEAD", in: "clone").split(separator: "\n")
    let last = isEdited ? "registry: Create model Lab/two" : "registry: 3 commits, the last: Create model Lab/two"
    #expect(moves.first.map(String.init) == last, "\(moves)")
    #expect(bench.sandbox.exists("clone/registries/Lab/two/model.yaml"))
  }
}
