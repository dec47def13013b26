import Access
import Actions
import BlobStore
import Diagnostics
import Endpoints
import Manifests
import RegistryStore

/// Files sent: for a version that is yet to be published, and into one that is.
enum FilesWrite {
  private static let uploads = "/registries/{registry}/uploads"

  static let operations: [Operation] = [
    Operation(
      .post, uploads, .registry(.write), "Send a file for a version that is yet to be published",
      like: "version create",
      body: [], answers: "upload"
    ) { try await upload($0, nil) },
    Operation(
      .put, uploads + "/{digest}", .registry(.write),
      "Send a file for a version that is yet to be published, by the 64 digits of its SHA-256", like: "version create",
      body: [], answers: "upload"
    ) { call in
      guard let digest = Digest(hex: call.name("digest")) else {
        throw ActionFailure(.invalid, "a file is named by the 64 digits of its SHA-256")
      }
      return try await upload(call, digest)
    },
    Operation(
      .put, "/registries/{registry}/models/{model}/versions/{version}/files/{path...}", .registry(.write),
      "Add a file to a published version, as version edit --artifact does", like: "version edit",
      query: Commit.fields + [RequestField("type", .text, "The artifact's type; model unless given")], body: [],
      answers: "change"
    ) { call in
      let blob = try await call.uploads.receive(call.request.body, nil, in: call.registry)
      var changes = FactChanges()
      changes.artifacts = [
        Artifact(
          path: call.name("path"), type: call.query.text("type") ?? Artifact.modelType, digest: blob.digest,
          sizeInBytes: blob.sizeInBytes)
      ]
      let action = EditVersion(try call.selector(), of: call.model, changes)
      defer { withExtendedLifetime(blob) {} }
      return try await Commit(call).land([action], adding: changes.artifacts)
    },
  ]

  private static func upload(_ call: Call, _ digest: Digest?) async throws -> ServerResponse {
    let blob = try await call.uploads.receive(call.request.body, digest, in: call.registry)
    return Answer.document(
      .object(["digest": .string("\(blob.digest)"), "size": .integer(blob.sizeInBytes)]))
  }
}
