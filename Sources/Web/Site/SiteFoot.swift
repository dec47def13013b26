import Endpoints
import Manifests

/// The foot of a page in a site of files. What was written when stands on the first page alone: the others stay as they are while nothing
/// of theirs changes.
enum SiteFoot {
  static func write(_ h: inout HTML, _ context: PageContext) {
    h("footer", .class("foot")) { h in
      h("div") { h in
        h("span") { h in
          guard context.path == "/" else { return h.text("\(context.organization.name) registry, pages to read") }
          h.text("Written of commit ")
          h("code", text: context.commitName)
          h.text(" · ")
          h.time(context.commitTime, DateText.short)
        }
        h("a", .href(context.links.rules), text: "Rules")
      }
    }
  }
}
