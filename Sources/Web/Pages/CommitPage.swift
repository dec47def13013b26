import Actions
import Diagnostics
import Endpoints
import GitObjects
import ManifestCoding
import RegistryStore

/// One commit of the branch: what it did, when it landed, who brought it.
enum CommitPage {
  static func page(_ id: String, _ context: PageContext) throws -> Page {
    let events = try LastEvents(1, about: nil, in: context) { _, entry in "\(entry.commit.id)".hasPrefix(id) }
    guard id.utf8.count >= 7, let entry = events.entries.first else {
      throw ActionFailure(
        .notFound, "the branch has no commit '\(EscapedText.line(id))' that did something you may see")
    }
    let landing = Timestamp.text(entry.landing.time)
    let full = "\(entry.commit.id)"
    let body = HTML { h in
      h("div", .class("columns")) { h in
        h("div", .class("stack")) { h in
          Section.card(&h, "events", "What it did") { EventList.write(&$0, [entry], context.links) }
          if context.sight.registries == nil, context.sight.isMember {
            Section.card(&h, "message", "Message") {
              $0("pre", .class("code", "pad"), .focusable, text: entry.commit.message)
            }
          }
        }
        h("aside", .class("side"), .label("About this commit")) { h in
          Section.side(&h, "About") { h in
            h("dl", .class("facts")) { h in
              h.fact("Landed") { $0.time(landing, DateText.short) }
              h.fact("Known by", entry.landing.basis == .record ? "the record of pushes" : "the commit's own date")
              h.fact("Acted", entry.member)
              h.fact("Known as", entry.landing.actorSource)
              h.fact("Author", entry.commit.author.name)
            }
          }
          Section.side(&h, "From a terminal") {
            $0("pre", .class("code"), .focusable, text: "git show \(full.prefix(12))")
          }
          h("section") { h in
            h(
              "a", .class("button"), .href(context.links.at(String(full.prefix(10))).registries),
              text: "The registry as it was then")
          }
        }
      }
    }
    var page = Page("Commit \(full.prefix(10))", body: body)
    page.section = .history
    page.crumbs = [RegistryPage.crumb(context), .init(text: "History", address: context.links.history())]
    return page
  }
}
