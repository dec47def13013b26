import Actions
import Diagnostics
import GitObjects
import ManifestCoding
import Manifests
import RegistryStore

/// History as a feed for a reader of news.
///
/// Source: RFC 4287.
struct HistoryFeed {
  let title: String
  let entries: [HistoryEntry]
  let context: PageContext

  static let type = "application/atom+xml; charset=utf-8"

  func document() -> HTML {
    HTML { h in
      h.markup("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
      h("feed", .own("xmlns", "http://www.w3.org/2005/Atom")) { h in
        h("title", text: "\(title) · \(context.organization.name) registry")
        h("id", text: whole(context.same([])))
        h.empty("link", .own("rel", "self"), .href(Address(own: whole(context.same([])))))
        h.empty("link", .own("rel", "alternate"), .href(Address(own: whole(context.same([("format", nil)])))))
        h("updated", text: entries.first.map { Timestamp.text($0.landing.time) } ?? context.commitTime)
        for entry in entries {
          for (index, event) in entry.events.enumerated() { write(&h, entry, event, index) }
        }
      }
      h.markup("\n")
    }
  }

  private func write(_ h: inout HTML, _ entry: HistoryEntry, _ event: RegistryEvent, _ index: Int) {
    let name = entry.member ?? EscapedText.line(entry.commit.author.name)
    let commit = whole(context.links.commit("\(entry.commit.id)"))
    h.markup("\n")
    h("entry") { h in
      h("title", text: event.sentence(by: name))
      h("id", text: "\(commit)#\(index + 1)")
      h.empty("link", .href(Address(own: commit)))
      h("updated", text: Timestamp.text(entry.landing.time))
      h("author") { $0("name", text: name) }
    }
  }

  private func whole(_ address: Address) -> String { context.origin + address.text }
}
