import Access
import Actions
import Diagnostics
import Endpoints
import Git
import GitObjects
import Manifests
import RegistryStore

/// Candidates recorded, promoted and deleted.
enum CandidatesWrite {
  private static let candidates = "/registries/{registry}/models/{model}/candidates"
  private static let candidate = candidates + "/{candidate}"

  static let operations: [Operation] = [
    Operation(
      .post, candidates, .registry(.write), "Record a training run as a candidate", like: "candidate create",
      query: Commit.fields,
      body: [RequestField("id", .text, "The candidate's name; eight random hexadecimal digits unless given")]
        + Facts.fields,
      answers: "change"
    ) { call in
      let facts = try await Facts(call).changes
      let id = call.body.text("id")
      let action = CreateCandidate(
        id ?? Hexadecimal.text(of: (0..<4).map { _ in UInt8.random(in: 0...255) }), isNamed: id != nil, of: call.model,
        facts)
      return try await Commit(call).land([action], adding: facts.artifacts)
    },
    .write(
      .post, candidate + "/promote", .registry(.write), "Publish a version from a candidate's facts",
      like: "candidate promote", body: Number.fields + [RequestField("aliases", .texts, "Aliases to point at it")]
    ) { call in
      [
        PromoteCandidate(
          call.name("candidate"), of: call.model, to: try Number.choice(call), aliases: call.body.texts("aliases") ?? []
        )
      ]
    },
    .write(
      .delete, candidate, .registry(.write), "Delete a candidate that was not promoted", like: "candidate delete"
    ) { call in [DeleteCandidate(call.name("candidate"), of: call.model)] },
  ]
}
