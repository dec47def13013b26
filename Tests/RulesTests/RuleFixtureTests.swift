import Rules
import TestSupport
import Testing

/// The rules as their fixture folders specify them.
struct RuleFixtureTests {
  @Test("judges as its folder says", arguments: try Fixture.all())
  func judges(_ fixture: Fixture) throws {
    let report = try fixture.report()
    try expectSnapshot(report, at: fixture.path + "/expected.txt")
    let finds = ["error", "warning"].contains { report.contains("\($0): [\(fixture.rule)]") }
    #expect(
      finds == fixture.name.hasPrefix("reject-"),
      "\(fixture.path): the folder's name and the report disagree\n\(report)")
  }

  @Test("every rule has accepting and rejecting fixtures", arguments: Rule.all.map(\.id))
  func isCovered(_ rule: String) throws {
    let names = try SourceTree.names(in: "\(Fixture.root)/\(rule)")
    #expect(names.contains { $0.hasPrefix("accept-") })
    #expect(names.contains { $0.hasPrefix("reject-") })
    #expect(names.allSatisfy { $0.hasPrefix("accept-") || $0.hasPrefix("reject-") })
  }

  @Test func everyFolderIsARule() throws {
    let folders = try SourceTree.names(in: Fixture.root).filter { !$0.contains(".") }
    #expect(folders == Rule.all.map(\.id))
  }
}
