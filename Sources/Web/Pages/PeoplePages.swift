import Actions
import Endpoints
import Manifests
import RegistryStore
import Rules

/// Who belongs to the organization, and what each may do where.
enum PeoplePages {
  static func members(_ context: PageContext) throws -> Page {
    let names = NaturalOrder.sorted(try context.snapshot.memberNames())
    let teams = NaturalOrder.sorted(try context.snapshot.teamNames())
    let pager = Pager(names, size: 100, context.query)
    let body = try HTML { h in
      try h("div", .class("stack")) { h in
        try h("div", .class("card")) { h in
          try Section.scroll(&h, "Members") { h in
            try h("table") { h in
              h("caption", .class("hidden"), text: "Members of \(context.organization.name)")
              h.head([("Name", false), ("Role", false), ("Kind", false), ("E-mail", false)])
              try h("tbody") { h in
                for name in names[pager.range] {
                  guard let member = try context.snapshot.member(name)?.value else { continue }
                  row(&h, name, member, context.links)
                }
              }
            }
          }
          pager.write(&h, "member", "members", context)
        }
        if !teams.isEmpty { try self.teams(&h, teams, context) }
      }
    }
    var page = Page("Members", body: body)
    page.section = .members
    page.crumbs = [RegistryPage.crumb(context)]
    return page
  }

  private static func row(_ h: inout HTML, _ name: String, _ member: Member, _ links: Links) {
    h("tr") { h in
      h("th", .row) { h in
        h("a", .href(links.member(name))) { $0("b", text: member.displayName ?? name) }
        if member.displayName != nil { h("span", .class("note"), text: name) }
      }
      h("td", text: member.role == .admin ? "organization admin" : "member")
      h("td", .class("soft"), text: member.isService ? "service account" : "person")
      h("td", .class("soft"), text: member.emails.joined(separator: ", "))
    }
  }

  private static func teams(_ h: inout HTML, _ teams: [String], _ context: PageContext) throws {
    try Section.card(&h, "teams", "Teams") { h in
      try h("ul", .class("results")) { h in
        for name in teams {
          guard let team = try context.snapshot.team(name)?.value else { continue }
          h("li", .id("team-\(name)")) { h in
            h("a", .href(context.links.team(name))) { $0("b", text: name) }
            h.text(": ")
            for (index, member) in team.members.enumerated() {
              if index > 0 { h.text(", ") }
              h("a", .href(context.links.member(member)), text: member)
            }
          }
        }
      }
    }
  }

  /// - Parameter more: what follows at the side.
  static func member(
    _ name: String, _ context: PageContext, more: (inout HTML) -> Void = { _ in }
  ) throws -> Page {
    let member = try context.find.member(name)
    let registries = NaturalOrder.sorted(try context.snapshot.registryNames())
    var rows: [(String, EffectiveRole)] = []
    for registry in registries {
      for role in try EffectiveRole.all(in: registry, of: context.snapshot) where role.member == name {
        rows.append((registry, role))
      }
    }
    let body = HTML { h in
      h("div", .class("columns")) { h in
        h("div", .class("stack")) { h in
          Section.card(&h, "rights", "Roles in registries") { h in
            guard !rows.isEmpty else {
              h("p", .class("pad", "muted"), text: "None of its own in a registry that you may see.")
              return
            }
            Section.scroll(&h, "Roles in registries") { h in
              h("table") { h in
                h.head([("Registry", false), ("Role", false), ("Through", false)])
                h("tbody") { h in
                  for (registry, role) in rows {
                    h("tr") { h in
                      h("th", .row) { $0("a", .href(context.links.registry(registry)), text: registry) }
                      h("td", text: role.role.rawValue)
                      h("td", .class("soft")) { source(&$0, role.source, context.links) }
                    }
                  }
                }
              }
            }
          }
        }
        h("aside", .class("side"), .label("About \(name)")) { h in
          Section.side(&h, "About") { h in
            h("dl", .class("facts")) { h in
              h.fact("Name", name)
              h.fact("E-mail", member.emails.joined(separator: ", "))
              h.fact("Role", member.role == .admin ? "organization admin" : "member")
              h.fact("Kind", member.isService ? "service account" : "person")
              h.fact("Signing keys", "\(member.signingKeys.count)")
            }
          }
          more(&h)
        }
      }
    }
    var page = Page(member.displayName ?? name, body: body)
    page.section = .members
    page.crumbs = [RegistryPage.crumb(context), .init(text: "Members", address: context.links.members)]
    return page
  }

  /// Through what somebody has a role: a team is a page of its own.
  private static func source(_ h: inout HTML, _ source: String, _ links: Links) {
    guard source.hasPrefix(Rights.teamPrefix) else {
      h.text(source == "registry" ? "the registry itself" : source)
      return
    }
    let team = String(source.dropFirst(Rights.teamPrefix.count))
    h.text("team ")
    h("a", .href(links.team(team)), text: team)
  }

  /// Who has a role in a registry, and through what.
  static func registry(_ name: String, _ context: PageContext) throws -> Page {
    let registry = try context.find.registry(name)
    // Who else belongs to the organization is its members' to know.
    let roles = context.sight.isMember ? try EffectiveRole.all(in: name, of: context.snapshot) : []
    let body = HTML { h in
      guard !roles.isEmpty else {
        h("div", .class("card", "pad", "nothing")) {
          $0("p", text: "Only members of the organization see who else is one.")
        }
        return
      }
      h("div", .class("card")) { h in
        Section.scroll(&h, "Members") { h in
          h("table") { h in
            h("caption", .class("hidden"), text: "Who has a role in \(name)")
            h.head([("Member", false), ("Role", false), ("Through", false)])
            h("tbody") { h in
              for role in roles {
                h("tr") { h in
                  h("th", .row) { $0("a", .href(context.links.member(role.member)), text: role.member) }
                  h("td", text: role.role.rawValue)
                  h("td", .class("soft")) { source(&$0, role.source, context.links) }
                }
              }
            }
          }
        }
      }
    }
    var page = Page("Members of \(name)", heading: HTML { $0.text(name) }, body: body)
    page.crumbs = [RegistryPage.crumb(context)]
    page.chip = HTML { Chips.visibility(&$0, registry.visibility) }
    page.actions = try Offer.ofMembers(name, context)
    page.tabs = try RegistryPage.tabs(name, current: 1, context)
    return page
  }
}
