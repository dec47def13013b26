import Access
import Actions
import Diagnostics
import Endpoints
import Manifests

/// Models made, changed and retired, and their aliases.
enum ModelsWrite {
  private static let models = "/registries/{registry}/models"
  private static let model = models + "/{model}"

  private static let settings = [
    RequestField("title", .text, "What people and MLflow's clients call it, if not by the name of its folder"),
    RequestField("description", .text, "What the model does"),
    RequestField("tags", .map, "Tags to set; null removes one"),
    RequestField("card", .text, "The model card, in Markdown"),
  ]

  static let operations: [Operation] = [
    .write(
      .post, models, .registry(.write), "Create a model", like: "model create",
      body: [RequestField("name", .text, isRequired: true, "The name of the model's folder")] + settings
    ) { call in
      let name = call.body.required("name")
      try NameGrammar.model.require(name)
      return [CreateModel(ModelName(registry: call.registry, model: name), try changes(call))]
    },
    .write(.patch, model, .registry(.write), "Change a model", like: "model edit", body: settings) { call in
      [EditModel(call.model, try changes(call), removingTags: call.body.removedKeys("tags"))]
    },
    .write(
      .delete, model, .registry(.write), "Retire a model: its name is never used again", like: "model retire",
      query: [RequestField("reason", .text, "Why")]
    ) { call in [RetireModel(call.model, because: call.query.text("reason"))] },
    .write(
      .put, model + "/aliases/{alias}", .registry(.write), "Point an alias at a version", like: "alias set",
      body: [RequestField("version", .text, isRequired: true, "A version, an alias, a range or latest")]
    ) { call in
      let alias = call.name("alias")
      try NameGrammar.alias.require(alias)
      let selector = try Call.reference("\(call.model)@\(call.body.required("version"))").requireVersion().selector
      return [SetAlias([alias], of: call.model, to: selector)]
    },
    .write(.delete, model + "/aliases/{alias}", .registry(.write), "Remove an alias", like: "alias remove") { call in
      [RemoveAlias([call.name("alias")], of: call.model)]
    },
  ]

  private static func changes(_ call: Call) throws -> ModelChanges {
    let body = call.body
    let card = body.text("card").map { Array($0.utf8) }
    guard card?.count ?? 0 <= ModelName.cardLimitInBytes else {
      throw RequestError.tooLarge(ModelName.cardLimitInBytes)
    }
    return ModelChanges(
      title: body.text("title"), description: body.text("description"), tags: body.map("tags"), card: card)
  }
}
