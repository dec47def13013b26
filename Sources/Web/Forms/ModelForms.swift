import Access
import Actions
import Manifests
import RegistryStore
import Rules

/// Create model, a model's settings, and its end.
enum ModelForms {
  private static let described = [
    FormField(
      "title", "Title", writes: FormPlace("title", rules: ["title-"]), isOptional: true,
      hint: "What people and MLflow's clients call it, if not by its name."),
    FormField("description", "Description", .area, writes: FormPlace("description"), isOptional: true),
    FormField(
      "tags", "Tags", .rows(key: "Key", value: "Value"), writes: FormPlace("tags"), isOptional: true,
      hint: "A row without a key is left out."),
  ]

  private static let name = FormField(
    "name", "Name",
    writes: FormPlace(
      rules: ["name-malformed", "path-", "model-", "registry-retired"], failures: [.exists, .missing]),
    hint: "The name of its folder, part of every reference. It cannot be changed later.",
    suggest: { Names.mended($0, .model) })

  private static func changes(_ values: FormValues) -> ModelChanges {
    ModelChanges(title: values["title"], description: values["description"], tags: Rows.texts("tags", values))
  }

  // MARK: Create model

  static func create(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let (registry, links) = (path.registry, context.links)
    _ = try context.find.registry(registry)
    var form = WebForm(
      title: "Create model", submit: "Create model", fields: [name] + described, cancel: links.registry(registry),
      right: (.write, .registry(registry)), branch: { Names.branch("create-model", $0["name"]) },
      actions: { values in
        var problems = FormProblems()
        problems.add(Names.problem(values["name"], .model, at: "name"))
        problems.add(Rows.problem("tags", values))
        try problems.require()
        var action = CreateModel(ModelName(registry: registry, model: values["name"]), changes(values))
        action.refusesKnown = true
        return [action]
      },
      command: { values in
        values.text("name").map { described(CommandText("model create", "\(registry)/\($0)"), values, FormValues()) }
      },
      done: { values, _ in
        let name = ModelName(registry: registry, model: values["name"])
        return ("Created model \(name)", links.model(name))
      })
    form.crumbs = [RegistryPage.crumb(context), .init(text: registry, address: links.registry(registry))]
    form.approvers = try Approvers.members(of: registry, context)
    return form
  }

  // MARK: Settings

  static func settings(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let name = try path.onlyModel()
    let links = context.links
    let model = try context.find.model(name)
    var form = WebForm(
      title: "Settings of \(name)", submit: "Save changes", fields: described, cancel: links.model(name),
      right: (.write, .registry(name.registry)), branch: { _ in Names.branch("settings-of", name.model) },
      actions: { values in
        var problems = FormProblems()
        problems.add(Rows.problem("tags", values))
        try problems.require()
        let kept = Rows.texts("tags", values)
        return [EditModel(name, changes(values), removingTags: model.tags.keys.filter { kept[$0] == nil }.sorted())]
      },
      command: { values in
        let start = CommandText("model edit", "\(name)")
        let whole = described(start, values, state(model))
        return whole.text == start.text ? nil : whole
      },
      done: { _, _ in ("Changed the settings of \(name)", links.model(name)) })
    form.state = { find in state(try find.model(name)) }
    form.crumbs = ModelFrame.crumbs(name, model, context)
    form.approvers = try Approvers.members(of: name.registry, context)
    form.after = HTML { h in
      h("section", .class("end"), .labelled(by: "end-h")) { h in
        h("h2", .id("end-h"), text: "Retire model")
        h(
          "p", .class("soft"),
          text: "Its versions go away, and its name is never used again. History keeps what it was.")
        h("p") { $0("a", .class("button"), .href(links.model(name, "settings/retire")), text: "Retire model") }
      }
    }
    return form
  }

  private static func state(_ model: Model) -> FormValues {
    var values = FormValues()
    values.set("title", model.title ?? "")
    values.set("description", model.description ?? "")
    values.setRows("tags", model.tags.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    return values
  }

  /// With what is not as it was.
  private static func described(_ command: CommandText, _ values: FormValues, _ start: FormValues) -> CommandText {
    var command = command
    for (field, option) in [("title", "--title"), ("description", "--description")] as [(String, StaticString)]
    where values[field] != start[field] {
      command.add(option, values[field])
    }
    let (tags, old) = (Rows.texts("tags", values), Rows.texts("tags", start))
    for (key, value) in tags.sorted(by: { $0.key < $1.key }) where old[key] != value {
      command.add("--tag", "\(key)=\(value)")
    }
    for key in old.keys.sorted() where tags[key] == nil { command.add("--untag", key) }
    return command
  }

  // MARK: The end

  static func retire(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let name = try path.onlyModel()
    let links = context.links
    let model = try context.find.model(name)
    let count = try context.tables.brief(of: name, in: context.snapshot).versions
    var form = WebForm(
      title: "Retire \(name)", submit: "Retire model",
      fields: [
        Reason.field(isOptional: true),
        FormField(
          "confirm", "Name of the model", writes: FormPlace(rules: ["model-", "alias-", "version-", "lineage-"]),
          hint: "Type \(name.model) to say that this one is meant."),
      ], cancel: links.model(name, "settings"), right: (Deletion.right(context), .registry(name.registry)),
      branch: { _ in Names.branch("retire", name.model) },
      actions: { values in
        guard values["confirm"] == name.model else {
          throw FormProblem("this is not the name of the model", at: "confirm", help: "type \(name.model)")
        }
        return [RetireModel(name, because: values.text("reason"))]
      },
      command: { CommandText("model retire", "\(name)").adding("--reason", $0.text("reason")) },
      done: { _, _ in ("Retired model \(name)", links.registry(name.registry)) })
    form.crumbs = ModelFrame.crumbs(name, model, context)
    form.approvers = try Approvers.admins(of: name.registry, context)
    form.lead = HTML {
      $0.text(
        "\(NumberText.count(count, "version goes", "versions go")) away, and the name is never used again. History keeps what it was."
      )
    }
    form.isDangerous = true
    return form
  }
}

/// Who retires models and versions, by the organization's policy.
enum Deletion {
  static func right(_ context: PageContext) -> Right {
    context.organization.effectiveDeletion == .admin ? .administrate : .write
  }
}

/// Why something is done.
enum Reason {
  static func field(isOptional: Bool) -> FormField {
    FormField(
      "reason", "Reason", .area, writes: FormPlace("statusReason", "status"), isOptional: isOptional,
      hint: "Everybody who uses it reads this.")
  }
}
