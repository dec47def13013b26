import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// The viewer: their roles, how they are signed in, and what this browser does for them.
enum MePage {
  static func page(_ context: PageContext) throws -> Page {
    guard let name = context.viewer.member else {
      let body = HTML { h in
        h("div", .class("stack")) { h in
          h("div", .class("card", "pad", "nothing")) {
            $0(
              "p",
              text: context.viewer.isKnown ? "You are not a member of this organization." : "You are not signed in.")
          }
          h("div") { aside(&$0, context) }
        }
      }
      return framed(Page("You", body: body))
    }
    return framed(try PeoplePages.member(name, context) { aside(&$0, context) })
  }

  private static func framed(_ page: Page) -> Page {
    var page = page
    page.title = "You"
    page.section = .none
    return page
  }

  private static func aside(_ h: inout HTML, _ context: PageContext) {
    if context.viewer.isKnown { session(&h, context) }
    Section.side(&h, "Keys") { h in
      h("p", .class("hint")) { h in
        h.text(
          context.hasKeys
            ? "Single letters move between pages and rows. " : "Single letters do nothing in this browser. ")
        h("a", .href(context.links.help), text: "Which ones")
      }
      h("form", .own("method", "post"), .action(context.links.keys), .class("act")) { h in
        FormToken.write(&h, context)
        h.void("input", .own("type", "hidden"), .own("name", "return"), .value(context.links.me.text))
        h("button", text: context.hasKeys ? "Switch the keys off" : "Switch the keys on")
      }
    }
  }

  private static func session(_ h: inout HTML, _ context: PageContext) {
    Section.side(&h, "This session") { h in
      h("p", .class("hint"), text: words(context.viewer.source))
      guard context.viewer.source == "session" else { return }
      h("form", .own("method", "post"), .action(context.links.signOut), .class("act")) {
        $0("button", text: "Sign out")
      }
    }
    if let sessions = context.sessions { others(&h, sessions, context) }
  }

  /// Other browsers, each with what ends it.
  private static func others(_ h: inout HTML, _ sessions: OpenSessions, _ context: PageContext) {
    let others = sessions.all.filter { !$0.isThis }
    Section.side(&h, "Other sessions") { h in
      guard !others.isEmpty else { return h("p", .class("hint"), text: "You are signed in with this browser alone.") }
      h("ul", .class("aliases", "card", "pad")) { h in
        for session in others {
          h("li") { h in
            h("span") { h in
              h.text("since ")
              h.time(Timestamp.text(session.created / 1000), DateText.short)
            }
            h("span", .class("muted")) { h in
              h.text("until ")
              h.time(Timestamp.text(session.expires / 1000), DateText.short)
            }
            end(&h, session.id, "End", context)
          }
        }
      }
      if others.count > 1 { end(&h, OpenSessions.others, "End all of them", context) }
    }
  }

  private static func end(_ h: inout HTML, _ id: String, _ text: String, _ context: PageContext) {
    h("form", .own("method", "post"), .action(context.links.endSession(id)), .class("act")) { h in
      FormToken.write(&h, context)
      h("button", text: text)
    }
  }

  private static func words(_ source: String?) -> String {
    switch source {
    case "session": "You signed in with this browser."
    case "token": "A token says who you are; git registry token list shows it."
    case "proxy": "The proxy in front of this server says who you are."
    case "oidc": "The token of a job says who you are."
    default: "You run this server on your own machine. The session ends when you close the browser."
    }
  }
}
