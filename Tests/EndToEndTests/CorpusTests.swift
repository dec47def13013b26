import Foundation
import TestSupport
import Testing

/// The published schemas against the program, manifest by manifest: `Corpus/<schema>/accept-….yaml` and `reject-….yaml`.
///
/// Each file starts with the verdicts that are expected of it:
///
///     # decoder: accepts | refuses <rule> [<rule>…]
///     # schema: accepts | refuses
///     # made up for: <what one of them cannot say, and the `rule` that says it; only where the two differ>
///
/// The schemas' verdict is that of an independent validator, check-jsonschema from PyPI, which `make test` installs and names
/// in `CHECK_JSONSCHEMA`; without it those tests are skipped, and say so.
struct CorpusTests {
  static let kinds = ["organization", "member", "team", "registry", "model", "model-version", "model-candidate"]
  private static let validator = ProcessInfo.processInfo.environment["CHECK_JSONSCHEMA"]

  /// The rules that judge one manifest alone.
  private static let decoderRules: Set = [
    "manifest-encoding", "manifest-character", "manifest-syntax", "manifest-too-large", "manifest-too-deep",
    "manifest-duplicate-key", "manifest-feature", "manifest-ambiguous-scalar", "manifest-schema",
    "version-not-semantic",
  ]

  private struct Manifest {
    let kind: String
    let name: String
    /// The rules by which the decoder refuses it; none where it accepts it.
    let refusals: Set<String>
    let isSchemaRefusal: Bool
    let makesUp: Bool

    var path: String { "Tests/EndToEndTests/Corpus/\(kind)/\(name)" }

    init(kind: String, name: String) throws {
      self.kind = kind
      self.name = name
      let bytes = try Data(contentsOf: SourceTree.url("Tests/EndToEndTests/Corpus/\(kind)/\(name)"))
      let head = String(decoding: bytes, as: UTF8.self).split(separator: "\n", maxSplits: 3)
      let words = try #require(head.first).split(separator: " ").map(String.init)
      try #require(words.prefix(2) == ["#", "decoder:"] && words.count >= 3, "\(name) has no verdict of the decoder")
      refusals = Set(words.dropFirst(3))
      try #require(
        ["# schema: accepts", "# schema: refuses"].contains(head[1]), "\(name) has no verdict of the schema")
      isSchemaRefusal = head[1].hasSuffix("refuses")
      makesUp = head[2].hasPrefix("# made up for: ") && head[2].contains("`")
    }
  }

  private static func manifests(of kind: String) throws -> [Manifest] {
    try SourceTree.names(in: "Tests/EndToEndTests/Corpus/\(kind)").map { try Manifest(kind: kind, name: $0) }
  }

  @Test("has enough manifests, and names the rule where the verdicts differ", arguments: kinds)
  func isWhole(_ kind: String) throws {
    let manifests = try Self.manifests(of: kind)
    #expect(manifests.count { $0.refusals.isEmpty } >= 10)
    #expect(manifests.count { !$0.refusals.isEmpty } >= 30)
    for manifest in manifests {
      #expect(manifest.name.hasPrefix(manifest.refusals.isEmpty ? "accept-" : "reject-"), "\(manifest.path)")
      #expect(manifest.makesUp == (manifest.refusals.isEmpty == manifest.isSchemaRefusal), "\(manifest.path)")
    }
  }

  @Test("the program gives the verdict that each file states", arguments: kinds)
  func programAgrees(_ kind: String) throws {
    let sandbox = try GitSandbox()
    try FileManager.default.copyItem(atPath: SourceTree.url("sample-registry").path, toPath: sandbox.path("sample"))
    try sandbox.git("init", "--quiet", "sample")
    let manifests = try Self.manifests(of: kind)
    // An organization is one file, so each takes a run of its own; all others lie side by side.
    for group in kind == "organization" ? manifests.map({ [$0] }) : [manifests] {
      var places: [String: Manifest] = [:]
      for (index, manifest) in group.enumerated() {
        let place = Self.place(of: kind, index)
        places[place] = manifest
        try sandbox.write(Data(contentsOf: SourceTree.url(manifest.path)), to: "sample/\(place)")
      }
      let output = try sandbox.registry(["validate", "--worktree", "--json"], in: "sample").output
      let report = try JSONDecoder().decode(Report.self, from: Data(output.utf8))
      let found = Dictionary(grouping: report.diagnostics, by: \.path)
      for (place, manifest) in places {
        let rules = Set((found[place] ?? []).map(\.rule)).intersection(Self.decoderRules)
        #expect(rules == manifest.refusals, "\(manifest.path): \((found[place] ?? []).map(\.message))")
      }
    }
  }

  private struct Report: Decodable {
    struct Diagnostic: Decodable {
      let rule: String
      let message: String
      let path: String
    }

    let diagnostics: [Diagnostic]
  }

  private static func place(of kind: String, _ index: Int) -> String {
    switch kind {
    case "organization": "organization.yaml"
    case "member": "members/x\(index).yaml"
    case "team": "teams/x\(index).yaml"
    case "registry": "registries/X\(index)/registry.yaml"
    case "model": "registries/Models/x\(index)/model.yaml"
    case "model-version": "registries/Models/word-vectors/versions/9.0.\(index).yaml"
    default: "registries/Models/word-vectors/candidates/x\(index).yaml"
    }
  }

  @Test("the schema gives the verdict that each file states", .enabled(if: validator != nil), arguments: kinds)
  func schemaAgrees(_ kind: String) throws {
    let sandbox = try GitSandbox()
    let manifests = try Self.manifests(of: kind)
    let files = manifests.map { SourceTree.url($0.path).path }
    let outcome = try sandbox.run(
      try #require(Self.validator),
      ["--output-format", "json", "--schemafile", SourceTree.url("schema/\(kind).json").path] + files)
    let result = try JSONDecoder().decode(Verdict.self, from: Data(outcome.output.utf8))
    let refused = Set((result.errors + result.parseErrors).map(\.filename))
    for (manifest, file) in zip(manifests, files) {
      #expect(refused.contains(file) == manifest.isSchemaRefusal, "\(manifest.path)")
    }
  }

  private struct Verdict: Decodable {
    struct Refusal: Decodable { let filename: String }

    let errors: [Refusal]
    let parseErrors: [Refusal]

    private enum CodingKeys: String, CodingKey {
      case errors
      case parseErrors = "parse_errors"
    }
  }
}
