import GitObjects
import Manifests
import Testing

/// The names of design, section 2.
struct NameGrammarTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let grammar: NameGrammar
    let name: String
    let isAccepted: Bool
    var testDescription: String { "\(grammar.noun) '\(name)' \(isAccepted ? "yes" : "no")" }

    init(_ grammar: NameGrammar, _ name: String, _ isAccepted: Bool) {
      self.grammar = grammar
      self.name = name
      self.isAccepted = isAccepted
    }
  }

  static let cases = [
    Case(.registry, "Fine_Tuned-Models2", true), Case(.registry, "a.b", false), Case(.registry, "_a", false),
    Case(.registry, "", false), Case(.registry, String(repeating: "a", count: 113), true),
    Case(.registry, String(repeating: "a", count: 114), false), Case(.registry, "é", false),
    Case(.model, "bert-base.v2", true), Case(.model, "x.yaml", false), Case(.model, "x.YAML", false),
    Case(.model, "x.git", false), Case(.model, "x.", false), Case(.model, ".x", false), Case(.model, "..", false),
    Case(.member, "ada.l-1_2", true), Case(.member, "Ada", false), Case(.member, "a b", false),
    Case(.alias, "champion", true), Case(.alias, "a.b", false), Case(.artifactType, "log", true),
    Case(.candidate, "7f3a9c1e", true), Case(.alias, "a\n", false),
  ]

  @Test("accepts or refuses", arguments: cases)
  func judges(_ row: Case) { #expect(row.grammar.accepts(row.name) == row.isAccepted) }

  @Test("reserves aliases that read like versions", arguments: ["latest", "LATEST", "1", "v1", "V1", "1.2", "v1.2.3"])
  func reserves(_ alias: String) { #expect(NameGrammar.isReservedAlias(alias)) }

  @Test("leaves other aliases free", arguments: ["champion", "v", "vnext", "1st", "version1", "latest2"])
  func leavesFree(_ alias: String) { #expect(!NameGrammar.isReservedAlias(alias)) }
}

struct LayoutPathTests {
  static let places: [(path: String, place: LayoutPath?)] = [
    ("organization.yaml", .organization(.yaml)), ("organization.json", .organization(.json)), ("organization.yml", nil),
    ("members/ada.yaml", .member("ada", .yaml)), ("members/a/b.yaml", nil), ("members/.yaml", nil),
    ("registries/R/registry.yaml", .registry("R", .yaml)), ("registries/R", nil),
    ("registries/R/M/model.json", .model(ModelName(registry: "R", model: "M"), .json)),
    ("registries/R/M/versions/1.0.0+b.yaml", .version(ModelName(registry: "R", model: "M"), "1.0.0+b", .yaml)),
    ("registries/R/M/versions/x/1.0.0.yaml", nil), ("registries/R/README.md", .modelCard(registry: "R", model: nil)),
    ("registries/R/M/README.md", .modelCard(registry: "R", model: "M")), ("registries/R/M/weights.bin", nil),
    ("blobs/sha256/ab/cd/abcd", .blob(nil)), ("README.md", nil),
    (
      "blobs/sha256/e3/b0/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      .blob(.empty)
    ),
    ("blobs/sha256/00/b0/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", .blob(nil)),
  ]

  @Test("finds the place of", arguments: places)
  func classifies(_ path: String, _ place: LayoutPath?) throws {
    #expect(LayoutPath(try #require(RepositoryPath(path))) == place)
  }
}
