import Access
import Actions
import Diagnostics
import Endpoints
import Git
import Manifests
import RegistryStore
import Searching

/// What happened, what differs between two moments, and what merging a branch would do.
enum HistoryLook {
  static let operations: [Operation] = [
    log("/log", .some(.look), "Show what happened, latest first") { _ in nil },
    log("/registries/{registry}/log", .registry(.look), "Show what happened in a registry, latest first") {
      try Call.reference($0.registry)
    },
    log(
      "/registries/{registry}/models/{model}/log", .registry(.look), "Show what happened to a model, latest first"
    ) { try Call.reference("\($0.model)") },
    log(
      "/registries/{registry}/models/{model}/versions/{version}/log", .registry(.look),
      "Show what happened to a version or an alias, latest first"
    ) { try $0.reference() },
    .look(
      "/diff", .some(.look), "Say what differs between two moments", like: "diff",
      query: [
        RequestField("from", .text, isRequired: true, "The moment before: a commit of the branch, a day or a time"),
        RequestField("to", .text, "The moment after; the branch's tip unless given"),
      ], isTimed: false, answers: "diff"
    ) { sight, call in
      let (repository, tip) = (sight.whole.repository, sight.whole.commit)
      let old = try PointInTime(call.query.required("from")).commit(before: tip, in: repository).commit
      let new = try call.query.text("to").map { try PointInTime($0).commit(before: tip, in: repository).commit } ?? tip
      return try SnapshotDifference(from: old, to: new, in: repository).keeping { sight.sees($0) }.value
    },
    Operation(
      .get, "/review", .repository(.read), "Say what merging a branch would mean for those who use the models",
      like: "review",
      query: [
        RequestField("head", .text, isRequired: true, "What to merge: a branch or another revision"),
        RequestField("base", .text, "The branch to merge into; the served one unless given"),
        RequestField("actor", .text, "Who merges it: a member's name or e-mail address"),
      ], answers: "review"
    ) { call in
      let base = call.query.text("base") ?? "\(call.repository.branch)"
      return try await call.repository.pool.read { repository in
        let scope = RevisionScope(repository: repository, root: nil)
        let merge = try MergeReview(
          of: call.query.required("head"), into: base, by: call.query.text("actor"), in: scope)
        return Answer.document(ReviewJSON.value(merge.review, merge.header))
      }
    },
  ]

  private static func log(
    _ path: String, _ need: Route.Need, _ summary: String, _ reference: @escaping @Sendable (Call) throws -> Reference?
  ) -> Operation {
    .list(path, need, summary, like: "log", query: HistoryQuery.fields, answers: "log") { sight, call, page in
      let query = try HistoryQuery(call)
      let reference = try reference(call)
      let about = try reference.map { try sight.reader.find.pinned($0) }
      var entries: [HistoryEntry] = []
      let history = try sight.whole.history(isKept: about != nil && sight.isTip)
      _ = try history.tell(about: about, since: query.since, until: query.until) { entry in
        guard let told = entry.keeping({ sight.sees($0) && query.wants($0, of: entry) }) else { return true }
        entries.append(told)
        return entries.count < page.rowsNeeded
      }
      // What never was has no history; what is gone has one.
      if entries.isEmpty, let reference { try sight.reader.find.require(reference) }
      return PageOfList(page, of: entries) { $0.value }
    }
  }
}
