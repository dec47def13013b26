import Access
import Actions
import Diagnostics
import Endpoints
import Manifests
import Query
import Rules
import Searching

/// Models: which a registry has, and what one says of itself.
enum ModelsLook {
  private static let models = "/registries/{registry}/models"
  private static let model = models + "/{model}"

  static let operations: [Operation] = [
    .list(
      models, .registry(.look), "List the models of a registry", like: "list", query: SearchPage.filterFields,
      answers: "models"
    ) { sight, call, page in
      let registry = try Call.reference(call.registry)
      try sight.reader.find.require(registry)
      if SearchPage.isAsked(call) { return try SearchPage(.models, within: registry, call, page).rows(sight) }
      return try PageOfList(page, of: NaturalOrder.sorted(sight.reader.snapshot.modelNames(in: call.registry))) {
        try ModelDocument(ModelName(registry: call.registry, model: $0), by: sight.reader.find).value
      }
    },
    .look(model, .registry(.look), "Show a model", like: "show", answers: "model") { sight, call in
      try ModelDocument(call.model, by: sight.reader.find).value
    },
    .look(model + "/card", .registry(.look), "Show a model's card", like: "show", answers: "card") { sight, call in
      try Card.document(Call.reference("\(call.model)"), by: sight.reader.find)
    },
    .look(model + "/du", .registry(.read), "Show what takes space in a model", like: "du", answers: "du") {
      sight, call in try DiskUsage(of: sight.reader, below: Call.reference("\(call.model)")).value
    },
    .look(
      model + "/plot", .registry(.look), "Give a metric of a model's versions", like: "plot",
      query: [
        RequestField("metric", .text, isRequired: true, "The metric"), SearchPage.filterFields[0],
        RequestField("limit", .integer(atLeast: 1), "Versions, at most, the highest ones"),
        RequestField("lower", .flag, "Less of the metric is better"),
      ], answers: "plot"
    ) { sight, call in
      let filter = try call.query.text("where").map { try Filter($0, in: .versions) }
      return try MetricSearch(
        call.query.required("metric"), of: call.model, filter, atMost: call.query.integer("limit").map { Int($0) },
        isLower: call.query.flag("lower") ?? false
      ).series(in: sight.whole, isKept: sight.isTip, now: call.repository.now(), filterName: "'where'").value
    },
  ]
}
