import Access
import Actions
import Manifests
import RegistryStore
import Rules

/// Promote candidate, and delete one.
enum CandidateForms {
  static func promote(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let (name, id, links) = (try path.onlyModel(), path["candidate"], context.links)
    let candidate = try context.find.candidate(id, of: name)
    if let number = candidate.promotedTo {
      throw ActionFailure(.alreadyExists, "candidate '\(id)' was already promoted to version \(number)")
    }
    let registry = try context.find.registry(name.registry)
    let known = AliasOrder.sorted(
      Set(try context.find.model(name).aliases.keys).union(registry.protectedAliases), registry)
    let numbers = try NumberFields(name, ModelInterface(candidate.facts), in: context.snapshot)
    let fields =
      numbers.fields + [
        FormField(
          "alias", "Aliases to point at it", .list, writes: FormPlace("aliases", rules: ["alias-"]), isOptional: true,
          hint: known.isEmpty ? "Such as champion." : "Such as \(known.joined(separator: ", "))."),
        FormField(
          "metrics", "Metrics",
          .fixed(text(candidate.metrics.sorted { $0.key < $1.key }.map { ($0.key, NumberText.plain($0.value)) })),
          writes: FormPlace("metrics", rules: ["gate-not-passed"])),
        FormField(
          "parameters", "Parameters",
          .fixed(text(candidate.parameters.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") })),
          writes: FormPlace("parameters")),
        FormField(
          "tags", "Tags", .fixed(text(candidate.tags.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
          writes: FormPlace("tags", "description", "signature", "lineage", "job", "source")),
        FormField(
          "files", "Files",
          .fixed(text(candidate.artifacts.map { ($0.path, NumberText.size($0.sizeInBytes)) })),
          writes: FormPlace("artifacts", rules: ["artifact-", "blob-"])),
      ]
    var form = try base(name, id, "Promote candidate \(id)", "Promote candidate", fields, context) { values in
      [PromoteCandidate(id, of: name, to: try NumberFields.choice(values, of: name), aliases: values.texts("alias"))]
    } command: { values in
      var command = NumberFields.options(CommandText("candidate promote", "\(name)", id), values)
      for alias in values.texts("alias") { command.add("--alias", alias) }
      return command
    }
    form.done = { _, version in
      (
        version.map { "Published \(name)@\($0)" } ?? "Promoted candidate \(id)",
        version.map { links.version(name, "\($0)") } ?? links.model(name)
      )
    }
    form.initial = numbers.initial
    form.lead = HTML { $0.text("The version copies what the candidate says; that cannot be changed here.") }
    return form
  }

  private static func text(_ rows: [(String, String)]) -> String {
    rows.isEmpty ? "none" : rows.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  static func delete(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let (name, id, links) = (try path.onlyModel(), path["candidate"], context.links)
    _ = try context.find.candidate(id, of: name)
    let fields = [
      FormField("candidate", "Candidate", .fixed(id), writes: FormPlace(rules: ["candidate-"], failures: [.missing]))
    ]
    var form = try base(name, id, "Delete candidate \(id)", "Delete candidate", fields, context) { _ in
      [DeleteCandidate(id, of: name)]
    } command: { _ in
      CommandText("candidate delete", "\(name)", id)
    }
    form.done = { _, _ in ("Deleted candidate \(id)", links.model(name, "candidates")) }
    form.lead = HTML { $0.text("Its files stay in the history of the repository.") }
    form.isDangerous = true
    return form
  }

  private static func base(
    _ name: ModelName, _ id: String, _ title: String, _ submit: String, _ fields: [FormField], _ context: PageContext,
    actions: @escaping @Sendable (FormValues) throws -> [any Action],
    command: @escaping @Sendable (FormValues) -> CommandText?
  ) throws -> WebForm {
    let links = context.links
    let verb = submit.split(separator: " ")[0].lowercased()
    var form = WebForm(
      title: title, submit: submit, fields: fields, cancel: links.candidate(name, id),
      right: (.write, .registry(name.registry)), branch: { _ in Names.branch(verb, id, "of", name.model) },
      actions: actions, command: command, done: { _, _ in (title, links.candidate(name, id)) })
    form.crumbs =
      ModelFrame.crumbs(name, try context.find.model(name), context) + [
        .init(text: "Candidates", address: links.model(name, "candidates")),
        .init(text: id, address: links.candidate(name, id)),
      ]
    form.approvers = try Approvers.members(of: name.registry, context)
    return form
  }
}
