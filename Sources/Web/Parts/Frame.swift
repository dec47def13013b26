import Actions
import Endpoints
import GitObjects
import Manifests

/// What every page has around it.
enum Frame {
  static func write(_ page: Page, in context: PageContext) -> HTML {
    document(
      title: "\(page.title) · \(context.organization.name) registry", theme: context.theme, hasKeys: context.hasKeys,
      context.links, canonical: context.links.canonical(context.path, context.query.with([]))
    ) { h in
      bar(&h, page.section, context)
      if !context.sight.isTip { past(&h, context) }
      h("main", .class("page"), .id("main")) { h in
        if let result = context.result { done(&h, result, context.links) }
        if !page.crumbs.isEmpty { crumbs(&h, page) }
        head(&h, page)
        context.notice?.write(&h)
        page.tabs?.write(&h)
        h.append(page.body)
      }
      foot(&h, context)
    }
  }

  static func document(
    title: String, theme: Theme?, hasKeys: Bool = true, _ links: Links, canonical: Address? = nil,
    _ body: (inout HTML) -> Void
  ) -> HTML {
    HTML { h in
      h.markup("<!doctype html>\n")
      let scheme: Attribute? =
        switch theme {
        case .light: .own("data-theme", "light")
        case .dark: .own("data-theme", "dark")
        case nil: nil
        }
      h("html", .own("lang", "en"), scheme, hasKeys ? nil : .own("data-keys", "off")) { h in
        h("head") { h in
          h.markup(#"<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">"#)
          h("title", text: title)
          h.void("link", .own("rel", "icon"), .href(links.icon))
          h.void("link", .own("rel", "stylesheet"), .href(links.style))
          if let canonical { h.void("link", .own("rel", "canonical"), .href(canonical)) }
          h("script", .source(links.script), .flag("defer")) { _ in }
          if let more = links.siteScript { h("script", .source(more), .flag("defer")) { _ in } }
        }
        h.markup("\n")
        h("body") { h in
          h.markup(##"<a class="skip" href="#main">Skip to content</a>"##)
          body(&h)
        }
      }
      h.markup("\n")
    }
  }

  private static func bar(_ h: inout HTML, _ section: Page.Section, _ context: PageContext) {
    let (links, viewer) = (context.links, context.viewer)
    let places = BarLink.all(context)
    h("header", .class("bar")) { h in
      h("div") { h in
        brand(&h, context.organization.name, links)
        if links.isAnswered {
          find(&h, links)
          // Where the links do not fit beside the field. Keys go by those of the bar.
          h("details", .class("menu")) { h in
            h("summary", text: "Menu")
            h("nav", .label("Menu")) { h in for place in places { place.write(&h, section, hasKey: false) } }
          }
        }
        h("nav", .label("Main")) { h in
          for place in places { place.write(&h, section, hasKey: true) }
          if viewer.isKnown {
            h("a", .class("who"), .href(links.me), .label("Signed in as \(viewer.name)"), text: viewer.initials)
          }
        }
      }
    }
  }

  private static func find(_ h: inout HTML, _ links: Links) {
    h("form", .class("find"), .action(links.search()), .own("role", "search")) { h in
      h.void(
        "input", .own("type", "search"), .own("name", "q"), .label("Search models, versions and tags"),
        .placeholder("Search models, versions, tags"))
      if let at = links.at { h.void("input", .own("type", "hidden"), .own("name", "at"), .value(at)) }
      h.markup(#"<kbd aria-hidden="true">/</kbd>"#)
    }
  }

  static func brand(_ h: inout HTML, _ name: String, _ links: Links) {
    h("a", .class("brand"), .href(links.registries), .label("\(name), all registries")) { h in
      h.markup(Icons.mark)
      h("b", text: name)
    }
  }

  private static func past(_ h: inout HTML, _ context: PageContext) {
    h("aside", .class("when"), .label("The date of this page")) { h in
      h.text("As of ")
      h.time(context.commitTime, DateText.long)
      h.text(", commit ")
      h("code", text: context.commitName)
      h.text(". Nothing can be changed here. ")
      h("a", .href(context.links.at(nil).same(context.path, context.query.with([("at", nil)]))), text: "Back to now")
    }
  }

  /// What came of the form that led here. It has the focus, so that who cannot see the page hears it first.
  private static func done(_ h: inout HTML, _ result: ResultLine, _ links: Links) {
    h("p", .class("done"), .id("done"), .own("role", "status"), .own("tabindex", "-1"), .flag("autofocus")) { h in
      h.text(result.text)
      h.text(" in ")
      h("a", .class("mono"), .href(links.commit(result.commit)), text: result.commit)
    }
  }

  private static func crumbs(_ h: inout HTML, _ page: Page) {
    h("nav", .class("crumbs"), .label("Where this is")) { h in
      for (index, crumb) in page.crumbs.enumerated() {
        if index > 0 { h("span", .hidden, text: "/") }
        h("a", .href(crumb.address), text: crumb.text)
      }
      if let chip = page.chip { h.append(chip) }
    }
  }

  private static func head(_ h: inout HTML, _ page: Page) {
    h("div", .class("head")) { h in
      h("div") { h in
        h("h1") { $0.append(page.heading) }
        if let lead = page.lead { h("p", .class("lead")) { $0.append(lead) } }
      }
      if let actions = page.actions { h("div", .class("actions")) { $0.append(actions) } }
    }
  }

  private static func foot(_ h: inout HTML, _ context: PageContext) {
    let links = context.links
    guard links.isAnswered else { return SiteFoot.write(&h, context) }
    h("footer", .class("foot")) { h in
      h("div") { h in
        h("span") { h in
          h.text("Snapshot ")
          let id = "\(context.sight.whole.commit.id)"
          let now = context.query.with([("at", String(id.prefix(10)))])
          h("a", .class("mono"), .href(links.at(nil).same(context.path, now)), text: context.commitName)
          h.text(" · ")
          h.time(context.commitTime, DateText.short)
        }
        h("details", .class("another")) { h in
          h("summary", text: "See another date")
          h("form") { h in
            for item in context.query.with([("at", nil)]) {
              h.void("input", .own("type", "hidden"), .name(item.0), .value(item.1))
            }
            h.void("input", .own("type", "date"), .own("name", "at"), .label("Day, in UTC"), .flag("required"))
            h("button", text: "Go")
          }
        }
        h("a", .href(links.rules), text: "Rules")
        h("form", .own("method", "post"), .action(links.theme)) { h in
          h.void(
            "input", .own("type", "hidden"), .own("name", "return"),
            .value(links.same(context.path, context.query.with([])).text))
          h("button", .class("link"), text: "Light or dark")
        }
        h("a", .own("data-key", "help"), .href(links.help), text: "Keyboard")
      }
    }
  }
}
