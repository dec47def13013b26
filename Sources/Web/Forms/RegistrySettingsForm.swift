import Access
import Actions
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// The settings of a registry, and the way to its members' roles and to its end.
enum RegistrySettingsForm {
  static func form(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let (name, links) = (path.registry, context.links)
    let registry = try context.find.registry(name)
    var form = WebForm(
      title: "Settings of \(name)", submit: "Save changes", fields: fields(registry), cancel: links.registry(name),
      right: (.administrate, .registry(name)), branch: { _ in Names.branch("settings-of", name) },
      actions: { values in [try action(name, registry, values)] }, command: { command(name, registry, $0) },
      done: { _, _ in ("Changed the settings of \(name)", links.registry(name, "settings")) })
    form.state = { find in state(try find.registry(name)) }
    form.approvers = try Approvers.admins(of: name, context)
    form.crumbs = [RegistryPage.crumb(context), .init(text: name, address: links.registry(name))]
    form.after = try RegistryRoles.section(name, registry, context)
    return form
  }

  private static func fields(_ registry: Registry) -> [FormField] {
    let isCore = registry.type == .core
    let (visibility, types) = (registry.visibility, registry.acceptedArtifactTypes)
    var fields: [FormField] = []
    if isCore {
      fields.append(
        FormField(
          "visibility", "Registry visibility", .fixed(VisibilityText.label(visibility)),
          hint: "A core registry keeps its description and its visibility."))
    } else {
      fields += [
        FormField("description", "Description", .area, writes: FormPlace("description"), isOptional: true),
        FormField(
          "visibility", "Registry visibility", .select(VisibilityText.options),
          writes: FormPlace("visibility", rules: ["visibility-", "restricted-"]), hint: VisibilityText.hint),
      ]
    }
    fields.append(
      FormField(
        "accepted", "Accepted artifacts type",
        .fixed(types.isAll ? "All types" : types.types.joined(separator: ", "))))
    if !types.isAll {
      fields += [
        FormField(
          "type", "Types to accept too", .list, writes: FormPlace("acceptedArtifactTypes"), isOptional: true,
          hint: "Types can be added, never taken away."),
        FormField("all", "Accept artifacts of all types from now on", .check),
      ]
    }
    return fields + [
      FormField(
        "protected", "Protected aliases", .list, writes: FormPlace("protectedAliases"), isOptional: true,
        hint: "Only admins of the registry move them. Empty one to let members move it again."),
      FormField(
        "ordering", "Order of versions",
        .select([
          .init(Ordering.perLine.rawValue, "Per line: 1.4.2 may follow 2.0.0"),
          .init(Ordering.ascending.rawValue, "Ascending: each is higher than all before"),
        ]), writes: FormPlace("ordering")),
      FormField(
        "additions", "Who adds to a version that a protected alias names",
        .select([
          .init(ProtectedVersions.admin.rawValue, "Admins of the registry"),
          .init(ProtectedVersions.member.rawValue, "Members of the registry"),
        ]), writes: FormPlace("protectedVersions")),
      FormField("sealed", "Sealed: published versions gain nothing but logs", .check, writes: FormPlace("sealed")),
      PolicyField.field,
    ]
  }

  private static func state(_ registry: Registry) -> FormValues {
    var values = FormValues()
    if registry.type == .custom {
      values.set("description", registry.description ?? "")
      values.set("visibility", registry.visibility.rawValue)
    }
    values.set("protected", registry.protectedAliases)
    values.set("ordering", registry.effectiveOrdering.rawValue)
    values.set("additions", registry.effectiveProtectedVersions.rawValue)
    values.set("sealed", registry.isSealed ? ["1"] : [])
    values.set(PolicyField.field.name, registry.policy.text)
    return values
  }

  private static func action(_ name: String, _ registry: Registry, _ values: FormValues) throws -> any Action {
    var changes = RegistryChanges()
    if registry.type == .custom {
      changes.description = values["description"]
      changes.visibility = Visibility(rawValue: values["visibility"])
    }
    let wanted = values.texts("protected")
    changes.acceptsAll = values.has("all")
    changes.acceptedTypes = changes.acceptsAll ? [] : values.texts("type")
    changes.protectedAliases = wanted
    // What is not said stays unsaid.
    if values["ordering"] != registry.effectiveOrdering.rawValue {
      changes.ordering = Ordering(rawValue: values["ordering"])
    }
    if values["additions"] != registry.effectiveProtectedVersions.rawValue {
      changes.protectedVersions = ProtectedVersions(rawValue: values["additions"])
    }
    if values.has("sealed") != registry.isSealed { changes.isSealed = values.has("sealed") }
    let policy = try PolicyField.read(values, besides: registry.policy)
    if policy != registry.policy { changes.policy = policy }
    var action = EditRegistry(name, changes)
    action.unprotectedAliases = registry.protectedAliases.filter { !wanted.contains($0) }
    return action
  }

  private static func command(_ name: String, _ registry: Registry, _ values: FormValues) -> CommandText? {
    let start = state(registry)
    // No command writes them: people edit the manifest.
    guard values.isSame(start, in: [PolicyField.field.name]) else { return nil }
    func changed(_ field: String) -> String? { values[field] == start[field] ? nil : values[field] }
    var command = CommandText("edit", name)
    command.add("--description", registry.type == .custom ? changed("description") : nil)
    command.add("--visibility", registry.type == .custom ? changed("visibility") : nil)
    for type in values.has("all") ? [] : values.texts("type") { command.add("--accept", type) }
    command.flag("--accept-all", if: values.has("all"))
    let wanted = values.texts("protected")
    for alias in wanted where !registry.protectedAliases.contains(alias) { command.add("--protect", alias) }
    for alias in registry.protectedAliases where !wanted.contains(alias) { command.add("--unprotect", alias) }
    command.add("--ordering", changed("ordering"))
    command.add("--protected-versions", changed("additions"))
    command.flag(values.has("sealed") ? "--sealed" : "--no-sealed", if: values.has("sealed") != registry.isSealed)
    return command.text == CommandText("edit", name).text ? nil : command
  }
}
