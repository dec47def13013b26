import Access
import Actions
import Endpoints
import Manifests
import RegistryStore
import Rules

/// Registry members and roles: the list on the page of settings, and the forms that it leads to.
enum RegistryRoles {
  static let roles = RegistryRole.allCases.reversed().map { FormField.Option($0.rawValue, label($0)) }

  static func label(_ role: RegistryRole) -> String {
    switch role {
    case .admin: "Admin"
    case .member: "Member"
    case .viewer: "Viewer"
    case .restrictedViewer: "Restricted viewer"
    }
  }

  private static let hint =
    "Admin: changes settings and roles. Member: publishes. Viewer: downloads. Restricted viewer: sees what there is, and downloads nothing."

  // MARK: The list

  static func section(_ name: String, _ registry: Registry, _ context: PageContext) throws -> HTML {
    let links = context.links
    let members = registry.members.sorted { $0.key < $1.key }
    return HTML { h in
      Section.card(
        &h, "roles", "Registry members and roles",
        note: { $0("a", .class("button"), .href(links.registry(name, "settings/add-member")), text: "Add member") }
      ) { h in
        guard !members.isEmpty else {
          h("p", .class("pad", "muted"), text: "Nobody has a role of their own here.")
          return
        }
        Section.scroll(&h, "Registry members and roles") { h in
          h("table") { h in
            h.head([("Member", false), ("Role", false), ("Change", false)])
            h("tbody") { h in
              for (who, role) in members {
                h("tr") { h in
                  h("th", .row, text: who)
                  h("td", text: label(role))
                  h("td") { h in
                    h("a", .href(links.role(of: who, in: name))) { h in
                      h.text("Change role")
                      h("span", .class("hidden"), text: " of \(who)")
                    }
                    h.text(" · ")
                    h("a", .href(links.role(of: who, in: name, "remove"))) { h in
                      h.text("Remove")
                      h("span", .class("hidden"), text: " \(who)")
                    }
                  }
                }
              }
            }
          }
        }
      }
      if registry.type == .custom {
        h("section", .class("end"), .labelled(by: "end-h")) { h in
          h("h2", .id("end-h"), text: "Retire registry")
          h(
            "p", .class("soft"),
            text: "Nothing is published in a retired registry any more; what it has can still be read.")
          h("p") { $0("a", .class("button"), .href(links.registry(name, "settings/retire")), text: "Retire registry") }
        }
      }
    }
  }

  // MARK: The forms

  private static func base(
    _ name: String, _ title: String, _ submit: String, _ fields: [FormField], _ context: PageContext,
    branch: @escaping @Sendable (FormValues) -> String,
    actions: @escaping @Sendable (FormValues) throws -> [any Action],
    command: @escaping @Sendable (FormValues) -> CommandText?, done: @escaping @Sendable (FormValues) -> String
  ) throws -> WebForm {
    let settings = context.links.registry(name, "settings")
    var form = WebForm(
      title: title, submit: submit, fields: fields, cancel: settings, right: (.administrate, .registry(name)),
      branch: branch, actions: actions, command: command, done: { values, _ in (done(values), settings) })
    form.crumbs = [
      RegistryPage.crumb(context), .init(text: name, address: context.links.registry(name)),
      .init(text: "Settings", address: settings),
    ]
    form.approvers = try Approvers.admins(of: name, context)
    return form
  }

  /// Add member: W&B's form.
  static func add(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let name = path.registry
    let known = try context.find.registry(name).members
    // Who else belongs to the organization is its members' to know.
    let names = context.sight.isMember ? NaturalOrder.sorted(try context.snapshot.memberNames()) : []
    let teams = context.sight.isMember ? NaturalOrder.sorted(try context.snapshot.teamNames()) : []
    let offers = (names + teams.map { Rights.teamPrefix + $0 }).filter { known[$0] == nil }
    let fields = [
      FormField(
        "member", "Member", .text(offers: Array(offers.prefix(500))),
        writes: FormPlace("members", rules: ["member-", "team-"], failures: [.missing, .exists]),
        hint: "E-mail address or user name, or team/NAME."),
      FormField("role", "Role", .select(roles), hint: hint),
    ]
    var form = try base(
      name, "Add member to \(name)", "Add new member", fields, context,
      branch: { Names.branch("add", $0["member"], "to", name) },
      actions: { values in
        guard let who = values.text("member") else { throw FormProblem("name a member", at: "member") }
        return [SetRegistryRole(try role(values), of: who, in: name, isNew: true)]
      },
      command: { values in
        values.text("member").map {
          CommandText("member add", $0).adding("--registry", name).adding("--role", values["role"])
        }
      },
      done: { "Added \($0["member"]) to \(name) as \($0["role"])" })
    form.initial = FormValues([("role", RegistryRole.member.rawValue)])
    return form
  }

  static func change(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let (name, who) = (path.registry, path["member"])
    _ = try role(of: who, in: name, by: context.find)
    let fields = [
      FormField("member", "Member", .fixed(who)),
      FormField(
        "role", "Role", .select(roles), writes: FormPlace("members", rules: ["registry-without-admin"]), hint: hint),
    ]
    var form = try base(
      name, "Role of \(who) in \(name)", "Change role", fields, context,
      branch: { _ in Names.branch("role-of", who, "in", name) },
      actions: { [SetRegistryRole(try role($0), of: who, in: name, isNew: false)] },
      command: { CommandText("member edit", who).adding("--registry", name).adding("--role", $0["role"]) },
      done: { "Made \(who) \($0["role"]) of \(name)" })
    form.state = { find in FormValues([("role", try role(of: who, in: name, by: find).rawValue)]) }
    return form
  }

  static func remove(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let (name, who) = (path.registry, path["member"])
    let role = try role(of: who, in: name, by: context.find)
    let fields = [
      FormField(
        "member", "Member", .fixed("\(who), \(label(role)) of \(name)"),
        writes: FormPlace("members", rules: ["registry-without-admin"]))
    ]
    var form = try base(
      name, "Remove \(who) from \(name)", "Remove member", fields, context,
      branch: { _ in Names.branch("remove", who, "from", name) },
      actions: { _ in [RemoveRegistryRole(of: who, in: name)] },
      command: { _ in CommandText("member remove", who).adding("--registry", name) },
      done: { _ in "Removed \(who) from \(name)" })
    form.isDangerous = true
    return form
  }

  static func retire(_ context: PageContext, _ path: WebRoute.Captures) throws -> WebForm {
    let name = path.registry
    let registry = try context.find.registry(name)
    guard registry.type == .custom else {
      throw ActionFailure(.forbidden, "'\(name)' is a core registry, which cannot be retired")
    }
    let everHeld = try context.snapshot.everHeldVersion(in: name)
    let links = context.links
    let fields = [
      FormField(
        "confirm", "Name of the registry", writes: FormPlace("status", rules: ["registry-"]),
        hint: "Type \(name) to say that this one is meant.")
    ]
    var form = try base(
      name, "Retire \(name)", "Retire registry", fields, context, branch: { _ in Names.branch("retire", name) },
      actions: { values in
        guard values["confirm"] == name else {
          throw FormProblem("this is not the name of the registry", at: "confirm", help: "type \(name)")
        }
        return [DeleteRegistry(name)]
      }, command: { _ in CommandText("delete", name) },
      done: { _ in everHeld ? "Retired registry \(name)" : "Deleted registry \(name)" })
    form.lead = HTML {
      $0.text(
        everHeld
          ? "Nothing is published in it any more. What it has can still be read, and its name is not used again."
          : "It never held a version, so it is deleted.")
    }
    form.isDangerous = true
    return everHeld ? form : form.leading(to: links.registries)
  }

  private static func role(_ values: FormValues) throws -> RegistryRole {
    guard let role = RegistryRole(rawValue: values["role"]) else { throw FormProblem("choose a role", at: "role") }
    return role
  }

  private static func role(of who: String, in registry: String, by find: RegistryLookup) throws -> RegistryRole {
    guard let role = try find.registry(registry).members[who] else {
      throw ActionFailure(.notFound, "'\(who)' is not in registry '\(registry)'")
    }
    return role
  }
}
