import Access
import Actions
import Diagnostics
import Endpoints
import Manifests
import RegistryStore

/// Versions published, added to, deprecated, yanked, restored and retired.
enum VersionsWrite {
  private static let versions = "/registries/{registry}/models/{model}/versions"
  private static let version = versions + "/{version}"

  private static let aliases = RequestField("aliases", .texts, "Aliases to point at it")
  private static let ordinal = RequestField("ordinal", .integer(atLeast: 1), "The number that MLflow's clients see")
  private static let reason = RequestField("reason", .text, "Why")

  static let operations: [Operation] = [
    Operation(
      .post, versions, .registry(.write), "Publish a version", like: "version create", query: Commit.fields,
      body: Number.fields + Facts.fields + [aliases, ordinal], answers: "change"
    ) { call in
      let facts = try await Facts(call).changes
      var action = PublishVersion(
        try Number.choice(call), of: call.model, facts, aliases: call.body.texts("aliases") ?? [])
      action.ordinal = call.body.integer("ordinal")
      return try await Commit(call).land([action], adding: facts.artifacts)
    },
    Operation(
      .patch, version, .registry(.write), "Add facts to a version, or change its description and tags",
      like: "version edit", query: Commit.fields, body: Facts.fields + [aliases, ordinal], answers: "change"
    ) { call in
      let facts = try await Facts(call).changes
      var action = EditVersion(try call.selector(), of: call.model, facts)
      action.removedTags = call.body.removedKeys("tags")
      (action.aliases, action.ordinal) = (call.body.texts("aliases") ?? [], call.body.integer("ordinal"))
      return try await Commit(call).land([action], adding: facts.artifacts)
    },
    .write(
      .delete, version, .registry(.write), "Retire a version: its number is never used again", like: "version retire",
      query: [reason]
    ) { call in [RetireVersion(try await call.exactVersion(), of: call.model, because: call.query.text("reason"))] },
    status("deprecate", "Advise against a version") { DeprecateVersion($0, of: $1, because: $2) },
    status("yank", "Withdraw a version: only references that name it exactly still resolve to it") {
      YankVersion($0, of: $1, because: $2)
    },
    status("restore", "Make a deprecated or yanked version active again") { RestoreVersion($0, of: $1, because: $2) },
    .write(
      .post, version + "/recall", .registry(.write), "Yank every version that was made from one, in one commit",
      like: "recall",
      body: [RequestField("reason", .text, isRequired: true, "Why: everybody who used one of them reads it")]
    ) { call in
      let recall = try await call.repository.read(as: call.principal) { sight in
        _ = try call.exactVersion(sight)
        let recall = try Recall(VersionsLook.graph("down", sight, call), by: sight.reader.find)
        return (origin: recall.origin, versions: recall.versions.filter { $0.status != .yanked })
      }
      guard !recall.versions.isEmpty else {
        throw ActionFailure(.conflict, "nothing that was made from \(recall.origin) is left to yank")
      }
      return [RecallVersions(recall.versions, madeFrom: recall.origin, because: call.body.required("reason"))]
    },
  ]

  private static func status(
    _ verb: String, _ summary: String,
    _ action: @escaping @Sendable (SemanticVersion, ModelName, String?) -> any Action
  ) -> Operation {
    .write(.post, "\(version)/\(verb)", .registry(.write), summary, like: "version \(verb)", body: [reason]) { call in
      [action(try await call.exactVersion(), call.model, call.body.text("reason"))]
    }
  }
}
