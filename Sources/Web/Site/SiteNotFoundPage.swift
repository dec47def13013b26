/// What a web server shows in place of a file that is not there.
enum SiteNotFoundPage {
  static func page(_ context: PageContext) -> Page {
    var page = Page(
      "Not found",
      body: HTML { h in
        h("div", .class("card", "pad", "nothing")) { h in
          h("p") { h in
            h.text("There is nothing here. These pages were written of what the registry had at one moment. ")
            h("a", .href(context.links.registries), text: "All registries")
          }
        }
      })
    page.section = .none
    return page
  }
}
