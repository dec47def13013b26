import Actions
import Manifests
import RegistryStore
import Rules

/// A team: who is in it, and what that gives them in the registries that the viewer may see.
enum TeamPage {
  static func page(_ name: String, _ context: PageContext) throws -> Page {
    let team = try context.find.team(name)
    let registries = try NaturalOrder.sorted(context.snapshot.registryNames()).compactMap { registry in
      try context.find.registry(registry).members[Rights.teamPrefix + name].map { (registry, $0) }
    }
    let body = try HTML { h in
      try h("div", .class("stack")) { h in
        try Section.card(
          &h, "members", "Members",
          note: { $0("span", .class("muted"), text: NumberText.count(team.members.count)) }
        ) { h in try members(&h, team, context) }
        Section.card(&h, "roles", "Roles in registries") { h in
          guard !registries.isEmpty else {
            h("p", .class("pad", "muted"), text: "None in a registry that you may see.")
            return
          }
          Section.scroll(&h, "Roles in registries") { h in
            h("table") { h in
              h.head([("Registry", false), ("Role", false)])
              h("tbody") { h in
                for (registry, role) in registries {
                  h("tr") { h in
                    h("th", .row) { $0("a", .href(context.links.registry(registry)), text: registry) }
                    h("td", text: role.rawValue)
                  }
                }
              }
            }
          }
        }
      }
    }
    var page = Page("Team \(name)", heading: HTML { $0.text(name) }, body: body)
    page.section = .members
    page.crumbs = [RegistryPage.crumb(context), .init(text: "Members", address: context.links.members)]
    page.lead = team.description.map { text in HTML { $0.text(text) } }
    return page
  }

  private static func members(_ h: inout HTML, _ team: Team, _ context: PageContext) throws {
    guard !team.members.isEmpty else {
      h("p", .class("pad", "muted"), text: "Nobody is in this team.")
      return
    }
    try h("ul", .class("results")) { h in
      for name in NaturalOrder.sorted(team.members) {
        let member = try context.snapshot.member(name)?.value
        h("li") { h in
          // A team may name somebody who left.
          if member == nil {
            h.text(name)
          } else {
            h("a", .href(context.links.member(name)), text: member?.displayName ?? name)
          }
          if member?.displayName != nil { h("span", .class("muted"), text: " \(name)") }
        }
      }
    }
  }
}
