import Foundation
import Rules
import TestSupport
import Testing

/// For every rule that a form can break: the form that breaks it, and what stands beside which field.
struct RuleRefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let rule: String
    let address: String
    var member = "ada"
    /// What is typed; the rest is as the form has it.
    let typed: [(String, String)]
    var files: [String] = []
    /// What the organization's policy makes an error.
    var isPolicy = false
    /// Commands before it.
    var before: [String] = []
    /// Nil for what stands in the summary alone.
    let field: String?
    let text: String

    var testDescription: String { "\(rule) at \(address)" }
  }

  private static let model = "/Fine_Tuned_Models/sentiment"
  private static let publish = model + "/-/publish"

  private static func own(_ number: String) -> [(String, String)] { [("number", "own"), ("version", number)] }

  static let cases: [Case] = [
    Case(
      rule: "name-malformed", address: "/-/new", typed: [("name", "a b")], field: "name",
      text: "'a b' is not a valid registry name"),
    Case(
      rule: "name-malformed", address: "/Fine_Tuned_Models/-/new", typed: [("name", "a/b")], field: "name",
      text: "'a/b' is not a valid model name"),
    Case(
      rule: "name-malformed", address: model + "@1.2.0/-/alias", typed: [("alias", "a b")], field: "alias",
      text: "'a b' is not a valid alias name"),
    Case(
      rule: "path-name-unsafe", address: "/Fine_Tuned_Models/-/new", typed: [("name", "con")], field: "name",
      text: "'registries/Fine_Tuned_Models/con/model.yaml' has a component that Windows reserves"),
    Case(
      rule: "path-collision", address: "/-/new", typed: [("name", "models")], field: "name",
      text: "'models' and 'Models' in registries/ are the same name on systems that fold case"),
    Case(
      rule: "path-collision", address: "/Fine_Tuned_Models/-/new", typed: [("name", "Sentiment")], field: "name",
      text: "'Sentiment' and 'sentiment' in registries/Fine_Tuned_Models/ are the same name on systems that fold case"),
    Case(
      rule: "manifest-character", address: "/Fine_Tuned_Models/-/new",
      typed: [("name", "m"), ("description", "turned \u{202e}around")], field: "description",
      text: "escaped bidirectional control U+202E"),
    Case(
      rule: "manifest-too-large", address: "/Fine_Tuned_Models/-/new",
      typed: [("name", "m"), ("description", String(repeating: "many words ", count: 25_000))], field: nil,
      text: "the manifest has 275131 bytes, but at most 262144 are allowed"),
    Case(
      rule: "manifest-schema", address: "/Fine_Tuned_Models/-/settings", typed: [("policy", "gate: {}")],
      field: "policy", text: "line 1: unknown field 'policy.gate'"),
    Case(
      rule: "registry-retired", address: "/Old/-/new", typed: [("name", "m")],
      before: [
        "create Old --visibility organization", "model create Old/first",
        "version create Old/first 1.0.0 --artifact models/organization.yaml", "delete Old",
      ], field: "name", text: "model Old/m is added to the retired registry 'Old'"),
    Case(
      rule: "model-reused", address: "/Fine_Tuned_Models/-/new", typed: [("name", "first")],
      before: [
        "model create Fine_Tuned_Models/first",
        "version create Fine_Tuned_Models/first 1.0.0 --artifact models/organization.yaml",
        "model retire Fine_Tuned_Models/first",
      ], field: "name", text: "model name 'first' was retired"),
    Case(
      rule: "title-taken", address: model + "/-/settings", typed: [("title", "Moods")],
      before: ["model create Fine_Tuned_Models/other --title Moods"], field: "title",
      text: "'Moods' is also the title of model 'other'"),
    Case(
      rule: "registry-without-admin", address: "/Fine_Tuned_Models/-/settings/members/ada", typed: [("role", "member")],
      field: "role", text: "the registry has no admin"),
    Case(
      rule: "registry-without-admin", address: "/Fine_Tuned_Models/-/settings/members/ada/remove", typed: [],
      field: "member", text: "the registry has no admin"),
    Case(
      rule: "visibility-widened", address: "/Fine_Tuned_Models/-/settings", member: "grace",
      typed: [("visibility", "organization")],
      before: ["member edit grace --registry Fine_Tuned_Models --role admin"], field: "visibility",
      text: "visibility of registry 'Fine_Tuned_Models' widened from restricted to organization"),
    Case(
      rule: "alias-reserved", address: model + "@1.2.0/-/alias", typed: [("alias", "latest")], field: "alias",
      text: "alias 'latest' is reserved"),
    Case(
      rule: "alias-protected", address: model + "@1.2.0/-/alias", member: "grace",
      typed: [("alias", "production"), ("how", "commit")],
      field: "alias",
      text: "alias 'production' is protected, and 'grace' is not an admin of registry 'Fine_Tuned_Models'"),
    Case(
      rule: "alias-dangling", address: model + "@1.1.0/-/yank", typed: [("reason", "Wrong.")], field: "status",
      text: "alias 'production' names version 1.1.0, which is yanked"
    ),
    Case(
      rule: "alias-dangling", address: model + "@1.1.0/-/retire", typed: [("reason", "Wrong.")], field: "status",
      text: "alias 'production' names version 1.1.0, which does not exist"),
    Case(
      rule: "gate-not-passed", address: publish, typed: [("metrics.key", "accuracy"), ("metrics.value", "0.5")],
      before: ["GATE versions"], field: "metrics",
      text: "gate 'versions' of registry 'Fine_Tuned_Models': metric 'accuracy' of 1.2.1 is 0.5"),
    Case(
      rule: "gate-not-passed", address: model + "@1.2.0/-/alias", typed: [("alias", "shadow")],
      before: ["GATE aliases"],
      field: "alias", text: "gate 'shadow' of registry 'Fine_Tuned_Models': metric 'accuracy' of 1.2.0 is 0.8333"),
    Case(
      rule: "version-changed", address: model + "@1.2.0/-/edit",
      typed: [("metrics.key", "accuracy"), ("metrics.value", "0.5")],
      field: "metrics", text: "metric 'accuracy' was changed after it was published"),
    Case(
      rule: "version-not-semantic", address: publish, typed: own("1.x"), field: "version",
      text: "'1.x' is not a SemVer 2.0.0 version"),
    Case(
      rule: "version-duplicate", address: publish, typed: own("1.2.0+b2"), field: "number",
      text: "version 1.2.0+b2 has the same precedence as 1.2.0"),
    Case(
      rule: "version-number-too-large", address: publish, typed: own("9007199254740993.0.0"), field: "number",
      text: "version 9007199254740993.0.0 has the number 9007199254740993, over the limit of 9007199254740991"),
    Case(
      rule: "version-out-of-order", address: publish, typed: own("1.2.0-rc.1"), field: "number",
      text: "version 1.2.0-rc.1 does not come after the published 1.2.0"),
    Case(
      rule: "version-reused", address: publish, typed: own("0.1.0"), field: "number", text: "version 0.1.0 was retired"),
    Case(
      rule: "version-understated", address: publish, typed: [("number", "patch"), ("algorithm", "other")],
      field: "algorithm",
      text: "1.2.1 is a patch version after 1.2.0, but the algorithm is 'other', and was 'naive-bayes'"),
    Case(
      rule: "version-skips", address: publish, typed: own("4.0.0"), isPolicy: true, field: "number",
      text: "version 4.0.0 skips 2.0.0"),
    Case(
      rule: "version-overstated", address: "/Fine_Tuned_Models/m/-/publish",
      typed: [("number", "major"), ("algorithm", "naive-bayes")], files: ["model.onnx"], isPolicy: true,
      before: [
        "WRITE model.onnx", "model create Fine_Tuned_Models/m",
        "version create Fine_Tuned_Models/m 1.0.0 --algorithm naive-bayes --artifact model.onnx --signature auto",
      ], field: "number", text: "2.0.0 claims a bigger change than there was since 1.0.0"),
    Case(
      rule: "version-empty", address: publish, typed: [], isPolicy: true, field: "number",
      text: "version 1.2.1 has no artifact, metric or parameter"),
    Case(
      rule: "version-unchanged", address: "/Fine_Tuned_Models/m/-/publish",
      typed: [("number", "patch"), ("algorithm", "a")], files: ["a.bin"],
      isPolicy: true,
      before: [
        "WRITE a.bin", "model create Fine_Tuned_Models/m",
        "version create Fine_Tuned_Models/m 1.0.0 --algorithm a --artifact a.bin",
      ],
      field: "files", text: "1.0.1 has the same files and interface as 1.0.0"),
    Case(
      rule: "signature-dropped", address: publish, typed: [], isPolicy: true, field: "signature",
      text: "version 1.2.1 has no signature, but 1.2.0, which it follows, has one"),
    Case(
      rule: "artifact-path-unsafe", address: publish, typed: [], files: ["aux.bin"], field: "files",
      text: "artifact path 'aux.bin' has a component that Windows reserves"),
    Case(
      rule: "artifact-path-duplicate", address: publish, typed: [], files: ["a.bin", "A.bin"], field: "files",
      text: "artifact paths 'a.bin' and 'A.bin' are the same"),
    Case(
      rule: "artifact-type-not-accepted", address: publish, typed: [("type.a.bin", "code")], files: ["a.bin"],
      field: "files", text: "registry 'Fine_Tuned_Models' does not accept type 'code' of artifact 'a.bin'"),
  ]

  /// Why no form breaks them.
  private static let outOfReach: [(why: String, rules: Set<String>)] = [
    (
      "the server makes the commit, and moves the branch",
      [
        "commit-misdated", "commit-refused-alone", "commit-unsigned", "merge-conflict", "push-malformed",
        "push-too-large",
        "ref-deleted", "ref-duplicated", "ref-foxtrot", "ref-name-unsafe", "ref-namespace", "ref-rewound", "ref-stale",
        "signature-invalid", "signer-mismatch", "signer-unknown", "tag-moved",
      ]
    ),
    (
      "the server writes files, pointers and canonical manifests",
      [
        "blob-changed", "blob-mismatch", "blob-missing", "blob-not-pointer", "blob-unreferenced",
        "gitattributes-unexpected",
        "manifest-ambiguous-scalar", "manifest-duplicate-key", "manifest-encoding", "manifest-feature",
        "manifest-not-canonical", "manifest-syntax", "manifest-too-deep", "manifest-twice", "path-mode",
        "path-too-long",
        "path-unexpected", "pointer-malformed",
      ]
    ),
    ("who may not is refused before, and nobody sends it", ["actor-unknown", "role-insufficient"]),
    (
      "no form takes it away",
      [
        "accepted-types-narrowed", "candidate-removed", "model-removed", "registry-removed", "version-removed",
      ]
    ),
    (
      "no form asks for it",
      [
        "candidate-consumed", "candidate-differs", "core-registry-changed", "member-email-taken", "member-key-taken",
        "organization-without-admin", "policy-rule-unknown", "publisher-too-broad", "version-ordinal-taken",
      ]
    ),
    (
      "a name that is not there is said by the form itself",
      ["lineage-cycle", "lineage-dangling", "member-unknown", "team-unknown"]
    ),
    ("a warning that no policy of these tests turns on", ["restricted-registry-shared"]),
  ]

  @Test func everyRuleHasACaseOrAReason() {
    let tried = Set(Self.cases.map(\.rule))
    let excused = Self.outOfReach.reduce(into: Set<String>()) { $0.formUnion($1.rules) }
    #expect(tried.isDisjoint(with: excused))
    #expect(tried.union(excused) == Set(Rule.all.map(\.id)))
  }

  private static func prepare(_ row: Case, _ sandbox: GitSandbox) throws {
    let manifest = "models/registries/Fine_Tuned_Models/registry.yaml"
    for line in row.before {
      if line.hasPrefix("WRITE ") {
        let file = String(line.dropFirst("WRITE ".count))
        try Data(content(of: file)).write(to: URL(filePath: sandbox.path("models/\(file)")))
      } else if line.hasPrefix("GATE ") {
        let gate = line == "GATE versions" ? "    versions:\n" : "    aliases:\n      shadow:\n  "
        let text = "policy:\n  gates:\n\(gate)      metrics:\n        accuracy:\n          min: 0.9\n"
        let indented =
          line == "GATE versions"
          ? text
          : text.replacing(
            "      metrics:\n        accuracy:\n          min",
            with: "      metrics:\n          accuracy:\n            min")
        try sandbox.write(try sandbox.read(manifest) + indented, to: manifest)
        try sandbox.git("commit", "--quiet", "--all", "--message", "Ask for more", in: "models")
      } else {
        try sandbox.registry(line.split(separator: " ").map { String($0.replacing("models/", with: "")) }, in: "models")
          .requireSuccess()
      }
    }
    if row.isPolicy {
      let path = "models/organization.yaml"
      let text = try sandbox.read(path).replacing("policy:\n", with: "policy:\n  rules:\n    \(row.rule): error\n")
      try sandbox.write(text, to: path)
      try sandbox.git("commit", "--quiet", "--all", "--message", "Make it an error", in: "models")
    }
  }

  /// The model of 1.2.0, whose signature is that of its file; any other file has bytes of its own.
  private static func content(of file: String) throws -> [UInt8] {
    guard file == "model.onnx" else { return Array("of \(file)".utf8) }
    let digest = "bb6a8f12aa5217d3ac23d4706a5666d227c821d25ac41dc5ee1b2df825628fbe"
    return [UInt8](try Data(contentsOf: SourceTree.url("sample-registry/blobs/sha256/bb/6a/\(digest)")))
  }

  @Test(arguments: cases)
  func theRefusalStandsBesideItsField(row: Case) async throws {
    let web = try await WebSandbox { try Self.prepare(row, $0) }
    let tip = try web.sandbox.git("rev-parse", "HEAD", in: "models")
    var form = try await OpenForm(row.address, as: row.member, in: web)
    for (name, value) in row.typed { form = form.with([name: value]) }
    let answer = try await form.send(files: row.files.map { ($0, try Self.content(of: $0)) })
    let place = row.field.map { answer.refusal(of: $0) } ?? answer.summary
    let texts = (place ?? "").matches(of: /<span class="lines">(.*?)<\/span>.*? <a href="[^"]*">([a-z-]*)<\/a>/)
    let said = texts.first { $0.output.2 == row.rule }.map { OpenForm.text($0.output.1) }
    #expect(said == row.text, "\(answer.status) \(answer.summary ?? answer.body)")
    #expect(answer.status == 422 || answer.status == 403)
    if let field = row.field { #expect(answer.summary?.contains("href=\"#f-\(field)\"") ?? false) }
    #expect(try web.sandbox.git("rev-parse", "HEAD", in: "models") == tip)
  }

  /// What a form names and is not there is no finding of a rule: no manifest can be made of it.
  @Test(arguments: [
    ("/-/publish", "lineage", "Datasets/none@1.0.0", "there is no model 'Datasets/none'"),
    (
      "/-/publish", "lineage", "Fine_Tuned_Models/sentiment@1.2.1",
      "there is no version 1.2.1 of Fine_Tuned_Models/sentiment"
    ),
  ])
  func whatIsNotThereIsSaidBesideItsField(part: String, field: String, typed: String, text: String) async throws {
    let form = try await OpenForm(Self.model + part, in: WebSandbox())
    let answer = try await form.send(["lineage": typed])
    #expect(
      answer.status == 422 && OpenForm.text(answer.refusal(of: field).map { $0[...] } ?? "").contains(">\(text)<"),
      "\(answer.body)")
  }
}
