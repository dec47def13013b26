import Actions
import Diagnostics
import Endpoints
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// What a body says of a version or a candidate: what the options of `version create` say.
struct Facts: Sendable {
  let changes: FactChanges

  static let fields = [
    RequestField(
      "artifacts", .list,
      "Files that were sent: {\"path\", \"digest\"}, and \"type\" (model unless given) and \"executable\" if they matter"
    ),
    RequestField("parameters", .any, "Parameters of the training: an object"),
    RequestField("metrics", .any, "Metrics: an object of numbers"),
    RequestField("tags", .map, "Tags to set; null removes one"),
    RequestField(
      "signature", .any, "The interface: inputs, outputs and params as a manifest has them, or in MLflow's form"),
    RequestField("description", .text, "What it is, or what is new"),
    RequestField("algorithm", .text, "The algorithm. Changing it requires a major version"),
    RequestField(
      "lineage", .list,
      "What it was made from: {\"input\"}, REGISTRY/MODEL@VERSION or an address, which may have a \"digest\""),
    RequestField("sourceRepository", .text, "Address of the repository of the code that made it"),
    RequestField("sourceCommit", .text, "Commit of that code"),
    RequestField("run", .text, "The training run that it came from"),
  ]

  /// - Throws: ``ActionFailure`` for what cannot be read, or was not sent.
  init(_ call: Call) async throws {
    let body = call.body
    var changes = FactChanges()
    changes.artifacts = try await Self.artifacts(call)
    let sections = ["parameters", "metrics"].compactMap { key in
      body.node(key).map { JSONValue.Member(key, JSONValue($0)) }
    }
    let (file, problems) = RunFile.read(Array(JSONValue.object(sections).line.utf8), as: .json)
    guard let file else { throw Self.failure("the parameters or metrics", problems) }
    (changes.parameters, changes.metrics) = (file.parameters, file.metrics)
    changes.tags = body.map("tags")
    changes.signature = try body.node("signature").map(Self.signature)
    (changes.description, changes.algorithm) = (body.text("description"), body.text("algorithm"))
    changes.lineage = try body.node("lineage")?.elements.map(Self.input) ?? []
    (changes.sourceRepository, changes.sourceCommit) = (body.text("sourceRepository"), body.text("sourceCommit"))
    changes.run = body.text("run")
    self.changes = changes
  }

  private static func artifacts(_ call: Call) async throws -> [Artifact] {
    var artifacts: [Artifact] = []
    for node in call.body.node("artifacts")?.elements ?? [] {
      let fields = try Values(
        json: Array(JSONValue(node).line.utf8),
        [
          RequestField("path", .text, isRequired: true, "the artifact's path"),
          RequestField("digest", .text, isRequired: true, "sha256: and 64 hexadecimal digits"),
          RequestField("type", .text, "the artifact's type"), RequestField("executable", .flag, "true for a program"),
          RequestField("size", .integer(atLeast: 0), "its bytes, which the server knows"),
        ])
      let text = fields.required("digest")
      guard let digest = Digest(text) else {
        throw ActionFailure(
          .invalid, "'\(EscapedText.line(text))' is not a digest", help: "write sha256: and 64 hexadecimal digits")
      }
      guard let size = try await call.uploads.sizeInBytes(of: digest, in: call.registry) else {
        throw ActionFailure(
          .contentMissing, "\(digest) was not sent to this registry",
          help: "send it first: PUT /api/v1/registries/\(call.registry)/uploads/\(digest.hex)")
      }
      artifacts.append(
        Artifact(
          path: fields.required("path"), type: fields.text("type") ?? Artifact.modelType, digest: digest,
          sizeInBytes: size, isExecutable: fields.flag("executable") ?? false))
    }
    return artifacts
  }

  private static func signature(_ node: Node) throws -> Signature {
    let (signature, problems) = SignatureFile.read(Array(JSONValue(node).line.utf8), as: .json)
    guard let signature else { throw failure("the signature", problems) }
    return signature
  }

  private static func input(_ node: Node) throws -> LineageInput {
    let fields = try Values(
      json: Array(JSONValue(node).line.utf8),
      [
        RequestField("input", .text, isRequired: true, "REGISTRY/MODEL@VERSION, or an address"),
        RequestField("digest", .text, "sha256: and 64 hexadecimal digits"),
      ])
    let text = fields.required("input")
    let digest = fields.text("digest").map { Digest($0) }
    if case .some(nil) = digest {
      throw ActionFailure(.invalid, "the digest of '\(EscapedText.line(text))' is not one")
    }
    let input = LineageInput(input: text, digest: digest ?? nil)
    if !input.isAddress { _ = try Call.reference(text).requireVersion() }
    return input
  }

  private static func failure(_ what: String, _ problems: [ManifestProblem]) -> ActionFailure {
    let first = problems.first
    return ActionFailure(
      .invalid, "\(what) cannot be read: \(first.map { EscapedText.line($0.message) } ?? "not what was expected")",
      help: first?.help)
  }
}
