import Actions
import Manifests

/// The repositories of a server, each by the organization whose it is.
enum OrganizationsPage {
  struct Row: Sendable {
    let name: String
    let description: String?
    /// As many as the viewer may see.
    let registries: Int
  }

  static func document(_ rows: [Row], offersSignIn: Bool, isSomebody: Bool, theme: Theme?) -> HTML {
    let links = Links(base: "", at: nil, .all)
    return Frame.document(title: "Organizations · git registry", theme: theme, links) { h in
      h("header", .class("bar")) { $0("div") { Frame.brand(&$0, "git registry", links) } }
      h("main", .class("page"), .id("main")) { h in
        h("div", .class("head")) { h in
          h("div") { $0("h1", text: "Organizations") }
          if offersSignIn {
            h("div", .class("actions")) { $0("a", .class("button", "primary"), .href(links.signIn), text: "Sign in") }
          }
        }
        if rows.isEmpty { nothing(&h, isSomebody: isSomebody) } else { table(&h, rows) }
      }
    }
  }

  private static func nothing(_ h: inout HTML, isSomebody: Bool) {
    Section.empty(
      &h,
      isSomebody
        ? "There is no registry on this server that you may see."
        : "There is no registry on this server that everybody may see. Members sign in, or send a token, which an admin of the server makes:",
      command: isSomebody ? nil : "git registry token create MEMBER")
  }

  private static func table(_ h: inout HTML, _ rows: [Row]) {
    h("div", .class("card")) { h in
      Section.scroll(&h, "Organizations") { h in
        h("table", .class("even")) { h in
          h.head([("Name", false), ("Registries", true)])
          h("tbody") { h in
            for row in rows.sorted(by: { NaturalOrder.precedes($0.name, $1.name) }) {
              h("tr") { h in
                h("th", .row) { h in
                  h("a", .href(Links(base: "/" + row.name, at: nil, .all).registries)) { $0("b", text: row.name) }
                  if let description = row.description { h("span", .class("note", "wider"), text: description) }
                }
                h("td", .class("num"), text: NumberText.count(row.registries))
              }
            }
          }
        }
      }
    }
  }
}
