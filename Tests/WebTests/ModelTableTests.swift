import Actions
import Git
import Manifests
import RegistryStore
import TestSupport
import Testing

@testable import Web

/// What is read of a model with many versions: what a page shows, and it says the same as if all were read.
struct ModelTableTests {
  private static let name = ModelName(registry: "Models", model: "many")
  private static let versions = 900

  /// `0.0.0` to `8.9.9`, of which every seventh is yanked and every ninth has a metric of its own.
  private static func prepare(_ sandbox: GitSandbox) throws {
    let folder = "models/registries/Models/many"
    try sandbox.write(
      "apiVersion: git-registry/v1\nkind: Model\naliases:\n  production: 1.2.3\n", to: "\(folder)/model.yaml")
    for index in 0..<versions {
      let number = "\(index / 100).\(index / 10 % 10).\(index % 10)"
      let status = index % 7 == 6 ? "status: yanked\nstatusReason: Wrong.\n" : ""
      let more = index % 9 == 8 ? "  f1: 0.5\n" : ""
      try sandbox.write(
        "apiVersion: git-registry/v1\nkind: ModelVersion\n\(status)metrics:\n  accuracy: 0.\(1000 + index)\n\(more)",
        to: "\(folder)/versions/\(number).yaml")
    }
    try sandbox.git("add", ".", in: "models")
    try sandbox.git("commit", "--quiet", "--message", "Add many versions", in: "models")
  }

  private static let web = Task { try await WebSandbox { try prepare($0) } }

  private static func table(_ part: ModelTable.Part) async throws -> ModelTable {
    let repository = try Repository.open(at: try await web.value.sandbox.path("models"))
    return try ModelTable(name, in: CommitSnapshot(repository, tree: repository.headCommit().tree), part)
  }

  @Test(arguments: [
    ("top", "", "5.0.0", "8.9.9"), ("through", "4.5.6", "0.5.7", "4.5.6"), ("through", "0.1.2", "0.0.0", "0.1.2"),
    ("above", "4.5.6", "1.0.7", "5.0.6"), ("above", "8.9.0", "5.0.0", "8.9.9"), ("through", "77.0.0", "5.0.0", "8.9.9"),
    ("all", "", "0.0.0", "8.9.9"),
  ])
  func readsARunThatSaysTheSame(edge: String, at text: String, first: String, last: String) async throws {
    let number = SemanticVersion(text)
    let part: ModelTable.Part =
      switch edge {
      case "top": .run(.top)
      case "through": .run(.through(try #require(number)))
      case "above": .run(.above(try #require(number), 50))
      default: .all
      }
    let (some, all) = (try await Self.table(part), try await Self.table(.all))
    #expect(some.rows.first?.number == SemanticVersion(first) && some.rows.last?.number == SemanticVersion(last))
    #expect(some.rows.count <= ModelTable.Part.rowsAtMost || part == .all)
    #expect(some.numbers == all.numbers && some.count == Self.versions && some.latest?.number == all.latest?.number)
    // The lowest rows may follow what was not read.
    for row in some.rows.dropFirst(10) {
      #expect(some.followed(by: row.number)?.number == all.followed(by: row.number)?.number)
    }
    for line in Set(some.rows.map(\.line)) {
      let start = some.first(ofLine: line)?.number
      #expect(start == nil || start == all.first(ofLine: line)?.number, "\(line)")
    }
  }

  /// Each page has its rows, wherever it is, and says of what its plot is.
  @Test func everyPageIsThere() async throws {
    let web = try await Self.web.value
    var address = "/Models/many"
    var seen: [String] = []
    for page in 0..<18 {
      let body = try await web.get(address).body
      let rows = body.matches(of: /name="v" value="([0-9.]+)"/).map { String($0.output.1) }
      #expect(rows.count == 50, "\(address)")
      seen += rows
      #expect(body.contains("of 900 versions"), "\(address)")
      #expect(body.contains("Draw all of them") && body.contains(">All 900</a>"))
      guard page < 17 else { break }
      address = String(
        try #require(body.firstMatch(of: /href="([^"]*)" rel="next"/)?.output.1).replacing("&amp;", with: "&"))
    }
    #expect(seen.count == Self.versions && Set(seen).count == Self.versions)
    let back = try await web.get("/Models/many?before=8.0.0").body
    #expect(back.contains("value=\"8.0.1\"") && back.contains("value=\"8.5.0\"") && !back.contains("value=\"8.0.0\""))
    let whole = try await web.get("/Models/many?plot=all").body
    #expect(!whole.contains("Draw all of them") && whole.contains(">Yanked 128</a>"))
    // Beside production, which is far below.
    #expect(try await web.get("/Models/many@8.9.9").body.contains("1.2.3"))
  }
}
