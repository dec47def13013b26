import Access
import Actions
import Manifests

/// Create registry: W&B's form.
enum CreateRegistryForm {
  static func form(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let links = context.links
    var form = WebForm(
      title: "Create registry", submit: "Create registry", fields: fields, cancel: links.registries,
      right: (.write, .organization), branch: { Names.branch("create-registry", $0["name"]) },
      actions: { values in
        var problems = FormProblems()
        problems.add(Names.problem(values["name"], .registry, at: "name"))
        if values["accept"] == "some", values.texts("type").isEmpty {
          problems.add(FormProblem("write one type at least, or choose All types", at: "type"))
        }
        try problems.require()
        return [CreateRegistry(values["name"], changes(values))]
      },
      command: command,
      done: { values, _ in ("Created registry \(values["name"])", links.registry(values["name"])) })
    form.crumbs = [RegistryPage.crumb(context)]
    form.lead = HTML {
      $0.text(
        "A place for models with its own members, visibility and accepted types. Whoever creates it becomes its admin.")
    }
    form.approvers = "Members of the organization create registries."
    form.initial = FormValues([("visibility", Visibility.restricted.rawValue), ("accept", "all")])
    return form
  }

  private static let fields = [
    FormField(
      "name", "Name", writes: FormPlace(rules: ["name-malformed", "path-", "registry-"], failures: [.exists]),
      hint: "Part of every reference, as in Name/model@1.0.0. It cannot be changed later.",
      suggest: { Names.mended($0, .registry) }),
    FormField("description", "Description", .area, writes: FormPlace("description"), isOptional: true),
    FormField(
      "visibility", "Registry visibility", .select(VisibilityText.options),
      writes: FormPlace("visibility", rules: ["visibility-", "restricted-"]), hint: VisibilityText.hint),
    FormField(
      "accept", "Accepted artifacts type",
      .choices([
        .init("all", "All types"),
        .init("some", "Specify types", hint: "Types can be added later, never taken away."),
      ])),
    FormField(
      "type", "Types", .list, writes: FormPlace("acceptedArtifactTypes"), isOptional: true,
      hint: "Such as model, dataset, code or report. They count if Specify types is chosen."),
  ]

  private static func types(_ values: FormValues) -> [String] { values["accept"] == "some" ? values.texts("type") : [] }

  private static func changes(_ values: FormValues) -> RegistryChanges {
    var changes = RegistryChanges()
    changes.description = values.text("description")
    changes.visibility = Visibility(rawValue: values["visibility"])
    changes.acceptedTypes = types(values)
    return changes
  }

  private static func command(_ values: FormValues) -> CommandText? {
    guard let name = values.text("name") else { return nil }
    var command = CommandText("create", name)
    command.add("--description", values.text("description"))
    command.add("--visibility", values.text("visibility"))
    for type in types(values) { command.add("--accept", type) }
    return command
  }
}
