import Foundation
import TestSupport
import Testing

/// The published schemas against the sample, by an independent validator: check-jsonschema, from PyPI.
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

  @Test("is itself a valid schema", arguments: kinds.map(\.schema) + ["model-candidate", "lock"])
  func isASchema(_ schema: String) throws {
    let sandbox = try GitSandbox()
    let validator = try #require(validatorPath)
    let outcome = try sandbox.run(validator, ["--check-metaschema", SourceTree.url("schema/\(schema).json").path])
    #expect(outcome.status == 0, "\(outcome.text)")
  }

  @Test("describes what pull --lock writes", arguments: ["lock.yaml", "lock.json"])
  func acceptsLockFiles(name: String) throws {
    let sandbox = try GitSandbox()
    let validator = try #require(validatorPath)
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    try sandbox.write("weights", to: "acme/model.onnx")
    try sandbox.registry("version", "create", "Models/m", "1.0.0-rc.1+b5", "--artifact", "model.onnx", in: "acme")
    try sandbox.registry("pull", "Models/m@>=1.0.0-a <2", "--lock", name, "--type", "model", in: "acme")
    let outcome = try sandbox.run(
      validator, ["--schemafile", SourceTree.url("schema/lock.json").path, name], in: "acme")
    #expect(outcome.status == 0, "\(outcome.text)")
    try sandbox.registry("pull", "--locked", name, "--output", "again", in: "acme")
  }
}
