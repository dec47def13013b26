import Access
import Actions
import Manifests
import RegistryStore

/// What is changed of a published version: its status, and facts that are added.
enum VersionForms {
  /// One of the verbs of a version's life.
  struct Change: Sendable {
    let verb: StaticString
    let submit: String
    let done: String
    let needsReason: Bool
    let effect: VersionTakers.Effect
    let action: @Sendable (SemanticVersion, ModelName, String?) -> any Action

    static let deprecate = Change(
      verb: "deprecate", submit: "Deprecate version", done: "Deprecated", needsReason: true, effect: .stays
    ) { DeprecateVersion($0, of: $1, because: $2) }
    static let yank = Change(
      verb: "yank", submit: "Yank version", done: "Yanked", needsReason: true, effect: .leavesRanges
    ) { YankVersion($0, of: $1, because: $2) }
    static let restore = Change(
      verb: "restore", submit: "Restore version", done: "Restored", needsReason: false, effect: .returns
    ) { RestoreVersion($0, of: $1, because: $2) }
    static let retire = Change(
      verb: "retire", submit: "Retire version", done: "Retired", needsReason: true, effect: .leaves
    ) { RetireVersion($0, of: $1, because: $2) }
  }

  static func form(_ change: Change) -> @Sendable (PageContext, WebRoute.Captures) throws -> WebForm {
    { context, path in try form(change, context, path) }
  }

  private static func form(
    _ change: Change, _ context: PageContext, _ path: WebRoute.Captures
  ) throws -> WebForm {
    let (name, number) = try path.version(context)
    let model = try context.find.model(name)
    let version = try context.find.version(number, of: name)
    let (links, verb) = (context.links, "\(change.verb)")
    let isEnd = change.effect == .leaves
    var fields = [
      FormField(
        "status", "Version", .fixed("\(name)@\(number), \(version.status.rawValue)"),
        writes: FormPlace(rules: ["version-", "alias-", "lineage-", "candidate-"]))
    ]
    fields.append(Reason.field(isOptional: !change.needsReason))
    var form = WebForm(
      title: "\(change.submit.split(separator: " ")[0]) \(name)@\(number)", submit: change.submit, fields: fields,
      cancel: links.version(name, "\(number)"),
      right: (isEnd ? Deletion.right(context) : .write, .registry(name.registry)),
      branch: { _ in Names.branch(verb, name.model, "\(number)") },
      actions: { values in
        guard !change.needsReason || values.text("reason") != nil else {
          throw FormProblem("write why", at: "reason", help: "everybody who uses this version reads it")
        }
        return [change.action(number, name, values.text("reason"))]
      },
      command: { CommandText("version \(change.verb)", "\(name)@\(number)").adding("--reason", $0.text("reason")) },
      done: { _, _ in
        ("\(change.done) \(name)@\(number)", isEnd ? links.model(name) : links.version(name, "\(number)"))
      })
    form.crumbs =
      ModelFrame.crumbs(name, model, context) + [.init(text: "\(number)", address: links.version(name, "\(number)"))]
    form.approvers =
      isEnd ? try Approvers.admins(of: name.registry, context) : try Approvers.members(of: name.registry, context)
    form.notes = try VersionTakers(name, number, change.effect, context).html(links)
    form.isDangerous = change.effect != .returns
    return form
  }

  // MARK: Facts

  static func edit(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let (name, number) = try path.version(context)
    let model = try context.find.model(name)
    let version = try context.find.version(number, of: name)
    let links = context.links
    var form = WebForm(
      title: "Add facts to \(name)@\(number)", submit: "Save changes", fields: factFields(isNew: false),
      cancel: links.version(name, "\(number)"), right: (.write, .registry(name.registry)),
      branch: { _ in Names.branch("edit", name.model, "\(number)") },
      actions: { values in
        var problems = FormProblems()
        var facts = Self.facts(values, &problems)
        facts.tags = Rows.texts("tags", values)
        facts.description = values["description"]
        try problems.require()
        var action = EditVersion(.version(number), of: name, facts)
        action.removedTags = version.tags.keys.filter { facts.tags[$0] == nil }.sorted()
        return [action]
      },
      command: { values in
        let start = CommandText("version edit", "\(name)@\(number)")
        let whole = factOptions(start, values, after: state(version))
        return whole.text == start.text ? nil : whole
      },
      done: { _, _ in ("Added facts to \(name)@\(number)", links.version(name, "\(number)")) })
    form.state = { find in state(try find.version(number, of: name)) }
    form.crumbs =
      ModelFrame.crumbs(name, model, context) + [.init(text: "\(number)", address: links.version(name, "\(number)"))]
    form.approvers = try Approvers.members(of: name.registry, context)
    form.lead = HTML {
      $0.text("What is published never changes: metrics and parameters are added, description and tags may change.")
    }
    return form
  }

  static func factFields(isNew: Bool) -> [FormField] {
    [
      FormField("description", "Description", .area, writes: FormPlace("description"), isOptional: true),
      FormField(
        "metrics", isNew ? "Metrics" : "Metrics to add", .rows(key: "Metric", value: "Number"),
        writes: FormPlace("metrics", rules: ["gate-not-passed"]), isOptional: true),
      FormField(
        "parameters", isNew ? "Parameters" : "Parameters to add", .rows(key: "Parameter", value: "Value"),
        writes: FormPlace("parameters"), isOptional: true),
      FormField("tags", "Tags", .rows(key: "Key", value: "Value"), writes: FormPlace("tags"), isOptional: true),
    ]
  }

  /// Metrics and parameters.
  static func facts(_ values: FormValues, _ problems: inout FormProblems) -> FactChanges {
    var facts = FactChanges()
    facts.metrics = Rows.metrics("metrics", values, &problems)
    facts.parameters = Rows.parameters("parameters", values, &problems)
    problems.add(Rows.problem("tags", values))
    return facts
  }

  static func factOptions(_ command: CommandText, _ values: FormValues, after start: FormValues) -> CommandText {
    var command = command
    for row in values.rows("parameters") { command.add("--param", "\(row.key)=\(row.value)") }
    for row in values.rows("metrics") { command.add("--metric", "\(row.key)=\(row.value)") }
    let (tags, old) = (Rows.texts("tags", values), Rows.texts("tags", start))
    for (key, value) in tags.sorted(by: { $0.key < $1.key }) where old[key] != value {
      command.add("--tag", "\(key)=\(value)")
    }
    for key in old.keys.sorted() where tags[key] == nil { command.add("--untag", key) }
    if values["description"] != start["description"] { command.add("--description", values["description"]) }
    return command
  }

  private static func state(_ version: ModelVersion) -> FormValues {
    var values = FormValues()
    values.set("description", version.description ?? "")
    values.setRows("tags", version.tags.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    return values
  }
}
