import Foundation
import TestSupport
import Testing

/// The published schemas against what the program writes and reads, by an independent validator: check-jsonschema, from PyPI.
///
/// `make test` installs it and names it in `CHECK_JSONSCHEMA`; without that the tests are skipped, and say so.
private let validatorPath = ProcessInfo.processInfo.environment["CHECK_JSONSCHEMA"]

@Suite(.enabled(if: validatorPath != nil))
struct SchemaTests {
  /// Schema, and the manifests of the sample registry that it describes.
  static let kinds: [(schema: String, pattern: String)] = [
    ("organization", "organization.*"), ("member", "members/*"), ("team", "teams/*"),
    ("registry", "registries/*/registry.*"),
    ("model", "registries/*/*/model.*"), ("model-version", "registries/*/*/versions/*"),
  ]

  @Test("accepts the sample's manifests", arguments: kinds)
  func acceptsTheSample(schema: String, pattern: String) throws {
    let sandbox = try GitSandbox()
    let validator = try #require(validatorPath)
    let command = "\(validator) --schemafile \(SourceTree.url("schema/\(schema).json").path) \(pattern)"
    let outcome = try sandbox.run("bash", ["-c", command], in: SourceTree.url("sample-registry").path)
    #expect(outcome.status == 0, "\(outcome.text)")
  }

  @Test("is itself a valid schema", arguments: kinds.map(\.schema) + ["model-candidate"])
  func isASchema(_ schema: String) throws {
    let sandbox = try GitSandbox()
    let validator = try #require(validatorPath)
    let outcome = try sandbox.run(validator, ["--check-metaschema", SourceTree.url("schema/\(schema).json").path])
    #expect(outcome.status == 0, "\(outcome.text)")
  }

  /// Manifests that both refuse: one a kind and sort of mistake.
  static let refused: [(schema: String, place: String, text: String)] = [
    (
      "model-candidate", "registries/Models/word-vectors/candidates/x.yaml",
      "apiVersion: git-registry/v1\nkind: ModelCandidate\npromotedTo: v1\n"
    ),
    (
      "model-candidate", "registries/Models/word-vectors/candidates/x.yaml",
      "apiVersion: git-registry/v1\nkind: ModelCandidate\nstatus: active\n"
    ),
    ("organization", "organization.yaml", "kind: Organization\nname: acme\n"),
    (
      "organization", "organization.yaml",
      "apiVersion: git-registry/v1\nkind: Organization\nname: acme\npolicy:\n  blobs: s3\n"
    ),
    ("member", "members/x.yaml", "apiVersion: git-registry/v1\nkind: Member\nemails: []\nrole: member\n"),
    ("member", "members/x.yaml", "apiVersion: git-registry/v1\nkind: Member\nemails: [x]\nrole: member\n"),
    ("member", "members/x.yaml", "apiVersion: git-registry/v1\nkind: Member\nemails: [a@b.c]\nrole: owner\n"),
    ("team", "teams/x.yaml", "apiVersion: git-registry/v1\nkind: Team\nmembers: ada\n"),
    (
      "registry", "registries/X/registry.yaml",
      "apiVersion: git-registry/v1\nkind: Registry\ntype: custom\nvisibility: secret\nacceptedArtifactTypes: all\n"
    ),
    (
      "registry", "registries/X/registry.yaml",
      "apiVersion: git-registry/v1\nkind: Registry\ntype: custom\nvisibility: public\nacceptedArtifactTypes: []\n"
    ),
    ("model", "registries/Models/x/model.yaml", "apiVersion: git-registry/v1\nkind: Model\naliases:\n  a: v1\n"),
    ("model", "registries/Models/x/model.yaml", "apiVersion: git-registry/v1\nkind: Model\ntags:\n  a: [b]\n"),
    (
      "model-version", "registries/Models/word-vectors/versions/9.0.0.yaml",
      "apiVersion: git-registry/v1\nkind: ModelVersion\ncreatedAt: \"yesterday\"\n"
    ),
    (
      "model-version", "registries/Models/word-vectors/versions/9.0.0.yaml",
      "apiVersion: git-registry/v1\nkind: ModelVersion\nmetrics:\n  a: high\n"
    ),
    (
      "model-version", "registries/Models/word-vectors/versions/9.0.0.yaml",
      "apiVersion: git-registry/v1\nkind: ModelVersion\nartifacts:\n  - path: a\n    type: model\n    digest: md5:00\n    size: 1\n"
    ),
    (
      "model-version", "registries/Models/word-vectors/versions/9.0.0.yaml",
      "apiVersion: git-registry/v1\nkind: ModelVersion\nartifacts:\n  - path: a\n    type: model\n    digest: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n    size: -1\n"
    ),
  ]

  @Test("refuses what the program refuses", arguments: refused)
  func refuses(schema: String, place: String, text: String) throws {
    let sandbox = try GitSandbox()
    try FileManager.default.copyItem(atPath: SourceTree.url("sample-registry").path, toPath: sandbox.path("sample"))
    try sandbox.git("init", "--quiet", "sample")
    try sandbox.write(text, to: "sample/\(place)")
    let validator = try #require(validatorPath)
    let outcome = try sandbox.run(
      validator, ["--schemafile", SourceTree.url("schema/\(schema).json").path, sandbox.path("sample/\(place)")])
    #expect(outcome.status == 1, "the schema accepts\n\(text)\(outcome.text)")
    #expect(try sandbox.registry(["validate", "--worktree"], in: "sample").status == 1, "the program accepts\n\(text)")
  }
}
