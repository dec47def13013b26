import Diagnostics
import GitObjects
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// What happened, in the registry's words.
enum EventList {
  static func write(_ h: inout HTML, _ entries: [HistoryEntry], isDated: Bool = true, _ links: Links) {
    h("ol", .class("log")) { h in
      for entry in entries {
        for event in entry.events { row(&h, event, of: entry, isDated: isDated, links) }
      }
    }
  }

  private static func row(
    _ h: inout HTML, _ event: RegistryEvent, of entry: HistoryEntry, isDated: Bool, _ links: Links
  ) {
    let time = Timestamp.text(entry.landing.time)
    h("li") { h in
      h("time", .class("muted"), .datetime(time), text: isDated ? DateText.short(time) : DateText.time(time))
      h("span") { sentence(&$0, event, of: entry, links) }
      h("a", .class("mono"), .href(links.commit("\(entry.commit.id)")), text: PageContext.short(entry.commit.id))
    }
  }

  /// The sentence, in which the thing that it is about is a link.
  static func sentence(_ h: inout HTML, _ event: RegistryEvent, of entry: HistoryEntry, _ links: Links) {
    let text = event.sentence(by: entry.member ?? EscapedText.line(entry.commit.author.name))
    for (name, address) in subjects(of: event, links) {
      guard let place = text.ranges(of: name).last else { continue }
      h.text(String(text[..<place.lowerBound]))
      h("a", .href(address), text: name)
      h.text(String(text[place.upperBound...]))
      return
    }
    h.text(text)
  }

  /// What the sentence may name, the more particular first.
  private static func subjects(of event: RegistryEvent, _ links: Links) -> [(String, Address)] {
    var subjects: [(String, Address)] = []
    if let version = event.version {
      let address = links.version(version.model, version.version)
      subjects += [("\(version)", address), ("\(version.model) \(version.version)", address)]
    }
    if case .candidate(let name, _) = event { subjects.append((name.id, links.candidate(name.model, name.id))) }
    if let model = event.model { subjects.append(("\(model)", links.model(model))) }
    if let registry = event.registry { subjects.append((registry, links.registry(registry))) }
    return subjects
  }
}
