import Actions
import Diagnostics
import Manifests
import RegistryStore
import Rules

/// The rules: what each refuses, and how severe it is here.
enum RulesPages {
  static func all(_ context: PageContext) -> Page {
    let body = HTML { h in
      h("div", .class("card")) { h in
        Section.scroll(&h, "Rules") { h in
          h("table") { h in
            h("caption", .class("hidden"), text: "Rules")
            h.head([("Rule", false), ("What it refuses", false), ("Here", false)])
            h("tbody") { h in
              for rule in Rule.all {
                h("tr") { h in
                  h("th", .row, .class("nowrap")) {
                    $0("a", .class("mono"), .href(context.links.rule(rule.id)), text: rule.id)
                  }
                  h("td", text: rule.summary)
                  h("td", .class("soft"), text: severity(rule, context))
                }
              }
            }
          }
        }
      }
    }
    return framed("Rules", nil, body, context)
  }

  static func one(_ id: String, _ context: PageContext) throws -> Page {
    guard let rule = Rule.named(id) else {
      throw ActionFailure.missing("there is no rule '\(EscapedText.line(id))'", id, Rule.all.map(\.id))
    }
    let body = HTML { h in
      h("div", .class("prose", "stack")) { h in
        h("p", text: rule.explanation)
        h("section") { h in
          h("h2", text: "What it refuses")
          h("pre", .class("code"), .focusable, text: rule.example)
        }
        h("p", .class("muted"), text: "Judged \(rule.scope.words). Here: \(severity(rule, context)).")
      }
    }
    return framed(rule.id, rule.summary, body, context)
  }

  private static func severity(_ rule: Rule, _ context: PageContext) -> String {
    context.organization.rules[rule.id] ?? rule.severity.rawValue
  }

  private static func framed(_ title: String, _ lead: String?, _ body: HTML, _ context: PageContext) -> Page {
    var page = Page(title, body: body)
    page.section = .none
    page.crumbs =
      [RegistryPage.crumb(context)] + (lead == nil ? [] : [.init(text: "Rules", address: context.links.rules)])
    page.lead = lead.map { text in HTML { $0.text(text) } }
    return page
  }
}
