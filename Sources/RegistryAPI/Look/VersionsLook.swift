import Access
import Actions
import Catalog
import Diagnostics
import Endpoints
import Manifests
import Query
import RegistryStore
import Rules
import Searching

/// Versions: which a model has, what one says of itself, what it comes from and what comes from it.
enum VersionsLook {
  private static let versions = "/registries/{registry}/models/{model}/versions"
  /// A number, an alias, a range or `latest`.
  private static let version = versions + "/{version}"

  static let operations: [Operation] = [
    .list(
      versions, .registry(.look), "List the versions of a model", like: "list", query: SearchPage.filterFields,
      answers: "versions"
    ) { sight, call, page in
      let find = sight.reader.find
      let model = try find.model(call.model)
      if SearchPage.isAsked(call) {
        return try SearchPage(.versions, within: Call.reference("\(call.model)"), call, page).rows(sight)
      }
      return try PageOfList(page, of: find.snapshot.versions(of: call.model).reversed()) {
        try VersionDocument($0, of: call.model, model, by: find).value
      }
    },
    .look(version, .registry(.look), "Show a version", like: "show", answers: "version") { sight, call in
      let find = sight.reader.find
      return try VersionDocument(find.number(call.selector(), of: call.model), of: call.model, by: find).value
    },
    .look(
      version + "/signature", .registry(.look), "Give a version's signature as MLflow has it", like: "show",
      answers: "mlflow-signature"
    ) { sight, call in
      let find = sight.reader.find
      let number = try find.number(call.selector(), of: call.model)
      return try find.version(number, of: call.model).facts.requireMLflow("\(call.model)@\(number)")
    },
    .look(
      version + "/resolve", .registry(.look), "Say which version is meant, at which commit, with which digests",
      like: "resolve", answers: "resolve"
    ) { sight, call in try ResolvedVersion(call.reference(), in: sight.reader).value },
    .look(
      "/resolve", .some(.look), "Say which version a reference means, at which commit, with which digests",
      like: "resolve",
      query: [RequestField("ref", .text, isRequired: true, "REGISTRY/MODEL@VERSION, @ALIAS, @RANGE or @candidate:ID")],
      answers: "resolve"
    ) { sight, call in try ResolvedVersion(Call.reference(call.query.required("ref")), in: sight.reader).value },
    .look(
      version + "/lineage", .registry(.look), "Say what a version was made from, and what was made from it",
      like: "lineage",
      query: [RequestField("direction", .choice(["up", "down", "both"]), "Which way to follow; both unless given")],
      answers: "lineage"
    ) { sight, call in try graph(call.query.text("direction") ?? "both", sight, call).value },
    .look(
      version + "/recall", .registry(.look), "List every version that was made from one", like: "recall",
      answers: "recall"
    ) { sight, call in try Recall(graph("down", sight, call), by: sight.reader.find).value },
    .look(
      version + "/inspect", .registry(.read), "Show what a version's files are by their own headers", like: "inspect",
      query: [RequestField("artifact", .text, "The path of one artifact; all but logs unless given")],
      answers: "inspect"
    ) { sight, call in
      let reports = try sight.reader.inspect(call.reference(), call.query.text("artifact"))
      return .object(["files": .array(reports.map(\.value))])
    },
    .look(
      "/compare", .some(.look), "Say what differs between versions, and what moving from one to another needs",
      like: "compare",
      query: [
        RequestField("ref", .texts, isRequired: true, "A version, the one to come from first; two to eight of them"),
        RequestField("lower", .text, "With three or more, metrics of which less is better, with commas between"),
      ], answers: "compare"
    ) { sight, call in
      let references = try (call.query.texts("ref") ?? []).map(Call.reference)
      guard (2...ComparisonTable.largestCount).contains(references.count) else {
        throw ActionFailure(.invalid, "'ref' must be there 2 to \(ComparisonTable.largestCount) times")
      }
      guard references.count > 2 else {
        return try VersionComparison(from: references[0], to: references[1], by: sight.reader.find).value
      }
      let keys = call.query.text("lower")?.split(separator: ",").map(String.init) ?? []
      return try ComparisonTable(references, lower: keys, by: sight.reader.find).value
    },
  ]

  /// What is hidden from the caller is neither followed nor found, as if it did not exist.
  static func graph(_ direction: String, _ sight: Sight, _ call: Call) throws -> LineageGraph {
    let exact = try sight.reader.find.exact(call.selector(), of: call.model)
    let users = direction == "up" ? nil : try sight.whole.catalog(isKept: sight.isTip)?.users
    return try LineageGraph(
      of: call.model, exact, in: sight.reader.snapshot, up: direction != "down", down: direction != "up",
      users: users.map { users in
        { try users($0).filter { sight.sees(String($0.prefix { $0 != "/" })) } }
      })
  }
}
