import Access
import Actions
import Manifests
import RegistryStore
import Rules

/// Set alias: an alias of the model, or a new one, for this version.
enum AliasForm {
  static func form(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let (name, number) = try path.version(context)
    let (find, links) = (context.find, context.links)
    let model = try find.model(name)
    let registry = try find.registry(name.registry)
    let known = AliasOrder.sorted(Set(model.aliases.keys).union(registry.protectedAliases), registry)
    let fields = [
      FormField(
        "alias", "Alias", .text(offers: known), writes: FormPlace("aliases", rules: ["alias-", "name-malformed"]),
        hint: registry.protectedAliases.isEmpty
          ? "One that is there, or a new one."
          : "One that is there, or a new one. Only admins move \(registry.protectedAliases.joined(separator: ", ")).",
        suggest: { Names.mended($0, .alias) }),
      FormField(
        "version", "Version", .fixed("\(name)@\(number)"), writes: FormPlace(rules: ["gate-not-passed", "version-"])),
    ]
    var form = WebForm(
      title: "Set alias of \(name)", submit: "Set alias", fields: fields, cancel: links.version(name, "\(number)"),
      right: (.write, .registry(name.registry)), branch: { Names.branch("set", $0["alias"], "of", name.model) },
      actions: { values in
        var problems = FormProblems()
        problems.add(Names.problem(values["alias"], .alias, at: "alias"))
        try problems.require()
        return [SetAlias([values["alias"]], of: name, to: .version(number))]
      },
      command: { values in values.text("alias").map { CommandText("alias set", "\(name)@\(number)", $0) } },
      done: { values, _ in
        ("Set \(values["alias"]) of \(name) to \(number)", links.version(name, "\(number)"))
      })
    form.state = { find in
      let aliases = try find.model(name).aliases
      return FormValues(aliases.sorted { $0.key < $1.key }.map { ("names." + $0.key, "\($0.value)") })
    }
    form.watched = { [("alias", "names." + $0["alias"])] }
    form.initial = FormValues([("alias", context.query["alias"] ?? "")])
    form.crumbs =
      ModelFrame.crumbs(name, model, context) + [.init(text: "\(number)", address: links.version(name, "\(number)"))]
    form.approvers = try Approvers.members(of: name.registry, context)
    form.after = try comparison(name, number, model, registry, context)
    return form
  }

  /// What each alias names now, and the metrics of both beside its gate.
  private static func comparison(
    _ name: ModelName, _ number: SemanticVersion, _ model: Model, _ registry: Registry, _ context: PageContext
  ) throws -> HTML {
    let version = try context.find.version(number, of: name)
    let directions = MetricDirections(registry)
    let names = AliasOrder.sorted(Set(model.aliases.keys).union(registry.gates.aliases.keys), registry)
    let now = try names.map { alias in
      (
        alias: alias, number: model.aliases[alias],
        version: try model.aliases[alias].map { try context.find.version($0, of: name) }
      )
    }
    return HTML { h in
      for (alias, old, oldVersion) in now where old != number {
        let gate = registry.gates.aliases[alias]
        let metrics = Set(version.metrics.keys).intersection(oldVersion?.metrics.keys.map { $0 } ?? [])
          .union(gate?.metrics.keys.map { $0 } ?? []).sorted()
        Section.card(
          &h, "now-\(alias)", "\(alias) now",
          note: { $0("span", .class("muted"), text: old.map { "\($0)" } ?? "names no version") }
        ) { h in
          guard !metrics.isEmpty else {
            h("p", .class("pad", "muted"), text: "Both have no metric in common.")
            return
          }
          Section.scroll(&h, "\(alias) now") { h in
            h("table") { h in
              h.head([
                ("Metric", false), ("now, \(old.map { "\($0)" } ?? "none")", true), ("\(number)", true),
                ("Gate", false),
              ])
              h("tbody") { h in
                for metric in metrics {
                  h("tr") { h in
                    h("th", .row) { $0("code", text: metric) }
                    h("td", .class("num"), text: oldVersion?.metrics[metric].map { NumberText.plain($0) } ?? "")
                    h("td", .class("num")) { h in
                      h.text(version.metrics[metric].map { NumberText.plain($0) + " " } ?? "")
                      MetricChange(
                        from: oldVersion?.metrics[metric], to: version.metrics[metric],
                        better: directions.better(metric))?.write(&h)
                    }
                    h("td", .class("soft"), text: gate?.metrics[metric].map { GateText.bound($0) } ?? "")
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
