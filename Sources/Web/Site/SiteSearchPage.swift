/// The search of a site of files, which a script makes of `search.json`.
enum SiteSearchPage {
  static func page(_ context: PageContext) -> Page {
    let body = HTML { h in
      h("div", .class("stack"), .id("search")) { h in
        h("div", .class("card", "pad", "nothing")) { h in
          h("p") { h in
            h.text(
              "Searching takes script, and a web server that these pages come from. The lists are complete without: ")
            h("a", .href(context.links.registries), text: "all registries")
            h.text(".")
          }
          h("p", .class("muted"), text: "In a clone:")
          h("pre", .class("code"), .focusable, text: "git registry search sentiment")
        }
      }
    }
    var page = Page("Search", body: body)
    page.section = .none
    page.crumbs = [RegistryPage.crumb(context)]
    return page
  }
}
