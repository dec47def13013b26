import Actions
import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules
import Testing

/// What a server answers: read in process, by a handle of its own, without a current folder.
struct ReadingTests {
  private static let bench = Result {
    let bench = try Bench(isServer: false)
    var first = Bench.facts("first")
    first.metrics = ["accuracy": 0.9]
    var second = Bench.facts("second")
    second.metrics = ["accuracy": 0.95]
    second.lineage = [LineageInput(input: "Lab/sentiment@1.0.0", digest: nil)]
    try bench.write(PublishVersion(.next(.patch), of: Bench.model, first, aliases: ["champion"]))
    try bench.write(PublishVersion(.next(.minor), of: Bench.model, second, aliases: ["champion"]))
    return bench
  }

  private func reader() throws -> RegistryReader {
    let repository = try Repository.open(at: Self.bench.get().path)
    return try RegistryReader(repository, commit: repository.headCommit())
  }

  @Test func aVersionIsADocument() throws {
    let find = try reader().find
    let number = try find.number(.alias("champion"), of: Bench.model)
    let document = try VersionDocument(number, of: Bench.model, by: find)
    #expect(document.aliases == ["champion"] && "\(document.number)" == "1.1.0")
    #expect(document.value.text.contains(#""registry": "Lab""#))
    #expect(try ModelDocument(Bench.model, by: find).versions.map(\.description) == ["1.0.0", "1.1.0"])
    #expect(try RegistryDocument("Lab", by: find).models == ["sentiment"])
  }

  @Test func historyIsTyped() throws {
    var told: [RegistryEvent] = []
    let cut = try reader().history().tell(about: Reference("Lab/sentiment")) { entry in
      told += entry.events
      return true
    }
    #expect(cut == nil)
    let versions = told.compactMap { $0.version?.version }
    #expect(versions == ["1.1.0", "1.0.0"])
    let (one, two) = (try #require(SemanticVersion("1.0.0")), try #require(SemanticVersion("1.1.0")))
    #expect(told.contains(.alias("champion", of: Bench.model, .moved(from: one, to: two))))
    #expect(told.allSatisfy { $0.registry == "Lab" && $0.model == Bench.model })
  }

  @Test func twoVersionsAreCompared() throws {
    let (old, new) = (try #require(Reference("Lab/sentiment@1.0.0")), try #require(Reference("Lab/sentiment@latest")))
    let comparison = try VersionComparison(from: old, to: new, by: reader().find)
    #expect(comparison.names == ("1.0.0", "1.1.0"))
    #expect(comparison.rows.contains { $0.kind == .metric && $0.name == "accuracy" })
  }

  @Test func aLineageIsAGraph() throws {
    let number = try #require(SemanticVersion("1.1.0"))
    let graph = try LineageGraph(of: Bench.model, .number(number), in: reader().snapshot, up: true, down: true)
    #expect(graph.inputs == ["Lab/sentiment@1.1.0": ["Lab/sentiment@1.0.0"]])
    #expect(graph.outputs == ["Lab/sentiment@1.0.0": ["Lab/sentiment@1.1.0"]])
  }

  @Test func aBranchIsReviewed() throws {
    let scope = RevisionScope(repository: try Repository.open(at: Self.bench.get().path), root: nil)
    let review = try MergeReview(of: "HEAD", into: "HEAD~1", by: "ada", in: scope).review
    #expect(review.published.map { "\($0.number)" } == ["1.1.0"])
    #expect(review.promoted.map(\.alias) == ["champion"])
    let failure = #expect(throws: ActionFailure.self) {
      try MergeReview(of: "nowhere", into: "HEAD", by: nil, in: scope)
    }
    #expect(failure?.kind == .invalid)
  }

  /// An alias may have any name, and is no version that comes before because of it.
  @Test func anAliasNamedFollowsIsAnAlias() throws {
    let bench = try Bench(isServer: false)
    for note in ["first", "second"] {
      try bench.write(PublishVersion(.next(.patch), of: Bench.model, Bench.facts(note), aliases: ["follows"]))
    }
    let scope = RevisionScope(repository: try Repository.open(at: bench.path), root: nil)
    let promoted = try MergeReview(of: "HEAD", into: "HEAD~1", by: nil, in: scope).review.promoted
    #expect(promoted.map(\.version.followed) == [nil])
    #expect(promoted.flatMap(\.version.others).map(\.role) == [.alias("follows")])
  }
}
