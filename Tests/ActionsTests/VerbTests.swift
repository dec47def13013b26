import Actions
import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules
import Testing

/// The verbs, one after another, as a server or a test calls them.
struct VerbTests {
  @Test func aRegistryLivesInProcess() throws {
    let bench = try Bench(isServer: false)
    let model = Bench.model
    try bench.write(try AddMember("grace", Member(emails: ["grace@acme.org"])))
    try bench.write(SetRegistryRole(.member, of: "grace@acme.org", in: "Lab", isNew: true))
    let published = try bench.write(
      PublishVersion(.next(.patch), of: model, Bench.facts("first"), aliases: ["champion"]))
    #expect(published.effects.map(\.version) == [SemanticVersion("1.0.0")])
    #expect(published.message == "Publish Lab/sentiment@1.0.0")
    try bench.write(CreateCandidate("run-1", isNamed: true, of: model, Bench.facts("second")))
    try bench.write(PromoteCandidate("run-1", of: model, to: .next(.minor), aliases: ["champion"]))
    try bench.write(RetireVersion(try #require(SemanticVersion("1.0.0")), of: model, because: "superseded"))
    let find = try bench.find()
    #expect(try find.number(.alias("champion"), of: model).description == "1.1.0")
    #expect(try find.model(model).retired.map(\.description) == ["1.0.0"])
    #expect(try find.candidate("run-1", of: model).promotedTo?.description == "1.1.0")
    #expect(try find.version(find.number(.latest, of: model), of: model).createdBy == "ada")
    #expect(try find.registry("Lab").members["grace"] == .member)
    #expect(try Rights(of: "grace@acme.org", in: find.snapshot).role(in: "Lab") == .member)
    try bench.write(RetireModel(model))
    let retired = ActionFailure(.notFound, "model 'Lab/sentiment' was retired", .readEarlierRevision)
    #expect(throws: retired) { try bench.find().model(model) }
    #expect(try bench.record().isEmpty)
  }

  /// The second action sees what the first one did, and neither is lost in the file that both write.
  @Test func severalActionsMakeOneCommit() throws {
    let bench = try Bench(isServer: false)
    let written = try bench.write(
      PublishVersion(.honest, of: Bench.model, Bench.facts("first")),
      SetAlias(["champion"], of: Bench.model, to: .latest), SetAlias(["canary"], of: Bench.model, to: .latest))
    #expect(
      written.message == """
        Publish Lab/sentiment@1.0.0, and 2 more

        - Publish Lab/sentiment@1.0.0
        - Set champion of Lab/sentiment to 1.0.0
        - Set canary of Lab/sentiment to 1.0.0

        """)
    #expect(try bench.find().model(Bench.model).aliases.keys.sorted() == ["canary", "champion"])
  }

  @Test func whatIsThereIsUnchangedAndWhatTheRulesRefuseIsAReport() throws {
    let bench = try Bench(isServer: false)
    try bench.write(PublishVersion(.next(.patch), of: Bench.model, Bench.facts("first"), aliases: ["champion"]))
    #expect(try bench.write(SetAlias(["champion"], of: Bench.model, to: .latest)).outcome == .unchanged)
    let refused = try bench.write(SetAlias(["latest"], of: Bench.model, to: .latest))
    guard case .refused(let report) = refused.outcome else {
      Issue.record("\(refused.outcome)")
      return
    }
    #expect(report.diagnostics.map(\.rule) == ["alias-reserved"])
  }

  private static func strict() -> RegistryChanges {
    var changes = RegistryChanges()
    changes.protectedAliases = ["production"]
    return changes
  }

  struct Failing: CustomTestStringConvertible {
    let testDescription: String
    let action: any Action
    let kind: ActionFailure.Kind
  }

  private static let one = SemanticVersion("1.0.0").map { $0 } ?? .first
  private static let failing = [
    Failing(testDescription: "a number that is taken", action: publish(.named(one)), kind: .alreadyExists),
    Failing(testDescription: "a misspelt alias", action: RemoveAlias(["champoin"], of: Bench.model), kind: .notFound),
    Failing(
      testDescription: "content that nobody brought",
      action: PublishVersion(.next(.patch), of: Bench.model, lackingFacts), kind: .contentMissing),
    Failing(testDescription: "a core registry", action: DeleteRegistry("Models"), kind: .forbidden),
    Failing(
      testDescription: "a registry that is another one", action: CreateRegistry("Lab", strict()), kind: .alreadyExists),
  ]

  private static func publish(_ number: NumberChoice) -> PublishVersion {
    PublishVersion(number, of: Bench.model, Bench.facts("again"))
  }

  private static var lackingFacts: FactChanges {
    var facts = Bench.facts("lacking")
    facts.artifacts = [
      Artifact(path: "model.bin", type: "model", digest: Digest.empty.other, sizeInBytes: 7)
    ]
    return facts
  }

  @Test(arguments: failing)
  func aFailureHasItsKind(_ row: Failing) throws {
    let bench = try Bench(isServer: false)
    try bench.write(Self.publish(.named(Self.one)))
    let writer = try bench.writer()
    let failure = #expect(throws: (any Error).self) { try writer.write(Bench.plan(row.action)) }
    #expect(failure.map { ActionFailure($0).kind } == row.kind, "\(failure.map { "\($0)" } ?? "")")
  }
}

extension Digest {
  fileprivate var other: Digest { Digest("sha256:" + String(repeating: "a", count: 64)) ?? self }
}
