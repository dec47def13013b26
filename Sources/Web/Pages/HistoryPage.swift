import Actions
import Catalog
import Diagnostics
import GitObjects
import ManifestCoding
import Manifests
import Query
import RegistryStore

/// What happened, latest first, by day: to everything, to a registry, to a model or to one of its aliases.
struct HistoryPage {
  private let about: Reference?
  private let alias: String?
  private let context: PageContext

  private static let commitsOnAPage = 100
  /// In a site of files, which has no second page.
  static let commitsInASite = 1_000

  /// - Parameter about: nil for everything.
  init(about: Reference?, _ context: PageContext) {
    self.context = context
    alias = context.query["alias"]
    if let model = about?.modelName, let alias, let selector = Reference("\(model)@\(alias)")?.selector {
      self.about = Reference(model, selector)
    } else {
      self.about = about
    }
  }

  func outcome() throws -> Outcome {
    if let about {
      _ = try about.modelName.map { _ = try context.find.model($0) } ?? (_ = context.find.registry(about.registry))
    }
    var (filter, problem): (Filter, FilterError?) = (.everything, nil)
    do { if let text = context.query["q"] { filter = try Filter(text, in: .history) } } catch { problem = error }
    let now = context.now
    let count = context.links.isAnswered ? Self.commitsOnAPage : Self.commitsInASite
    let events = try LastEvents(count, about: about, after: context.query["after"], in: context) {
      filter == .everything || filter.matches(EventRow($0, of: $1), now: now)
    }
    if context.query["format"] == "atom" {
      if let problem { throw problem }
      let feed = HistoryFeed(title: title, entries: events.entries, context: context)
      return .document(feed.document(), type: HistoryFeed.type)
    }
    let body = HTML { h in
      FilterField.write(
        &h, "Filter events", example: "event = 'alias-moved' and actor = ci-bot", problem: problem, keeping: ["alias"],
        context)
      if events.entries.isEmpty {
        h("div", .class("card", "pad", "nothing")) { $0("p", text: "Nothing happened here that you may see.") }
      }
      h("div", .class("stack")) { h in
        for (day, entries) in Self.days(events.entries) {
          Section.card(&h, "d\(day)", DateText.longDay(day + "T00:00:00Z")) {
            EventList.write(&$0, entries, isDated: false, context.links)
          }
        }
      }
      h("nav", .class("pager"), .label("Pages of the list")) { h in
        if context.links.isAnswered {
          h("span") { $0("a", .href(context.same([("format", "atom")])), .own("rel", "alternate"), text: "As a feed") }
        }
        if events.hasMore, let last = events.entries.last {
          if context.links.isAnswered {
            h("a", .href(context.same([("after", "\(last.commit.id)")])), .own("rel", "next"), text: "Earlier")
          } else {
            h("span", text: "git registry log shows what is older.")
          }
        }
      }
    }
    return .page(try framed(body), status: problem == nil ? 200 : 400)
  }

  private var title: String {
    if let model = about?.modelName { return alias.map { "History of \($0) of \(model)" } ?? "History of \(model)" }
    return (about?.registry).map { "History of \($0)" } ?? "History"
  }

  private func framed(_ body: HTML) throws -> Page {
    if let model = about?.modelName {
      return try ModelFrame.page(model, context.find.model(model), tab: .history, title: title, body: body, context)
    }
    guard let registry = about?.registry else {
      var page = Page(title, body: body)
      page.section = .history
      page.crumbs = [RegistryPage.crumb(context)]
      return page
    }
    var page = Page(title, heading: HTML { $0.text(registry) }, body: body)
    page.crumbs = [RegistryPage.crumb(context)]
    page.tabs = try RegistryPage.tabs(registry, current: 2, context)
    return page
  }

  private static func days(_ entries: [HistoryEntry]) -> [(String, [HistoryEntry])] {
    var days: [(String, [HistoryEntry])] = []
    for entry in entries {
      let day = String(Timestamp.text(entry.landing.time).prefix(10))
      if days.last?.0 == day {
        days[days.count - 1].1.append(entry)
      } else {
        // The record's times and commits' dates need not go down: a day that comes again gets no second heading of one id.
        days.append((days.contains { $0.0 == day } ? day + "-\(days.count)" : day, [entry]))
      }
    }
    return days
  }
}
