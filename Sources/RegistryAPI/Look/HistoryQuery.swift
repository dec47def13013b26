import Actions
import Catalog
import Diagnostics
import Endpoints
import ManifestCoding
import Query
import RegistryStore

/// Which events of history a request wants.
struct HistoryQuery {
  /// In seconds since 1970; nil for all.
  let since: Int64?
  let until: Int64?
  private let filter: Filter
  private let now: Int64

  static let fields = [
    RequestField("actor", .text, "Only what this member did, or an author who is not a member"),
    RequestField("event", .texts, "Only this kind of event, such as alias-moved; may be repeated"),
    RequestField("since", .text, "Nothing from before this day or time"),
    RequestField("until", .text, "Nothing from after this day or time"),
    RequestField("where", .text, "Only events that fulfil this: event = 'alias-moved' and alias = production"),
  ]

  /// - Throws: ``RequestError``, `FilterError`.
  init(_ call: Call) throws {
    since = try call.query.text("since").map { try Self.time($0, "T00:00:00Z") }
    until = try call.query.text("until").map { try Self.time($0, "T23:59:59Z") }
    now = call.repository.now()
    var parts: [Filter] = []
    if let actor = call.query.text("actor") { parts.append(.comparison(.attribute(.actor), .equal, .text(actor))) }
    if let names = call.query.texts("event") {
      parts.append(.oneOf(.attribute(.event), try names.map { .text(try Self.name($0).rawValue) }))
    }
    if let text = call.query.text("where") { parts.append(try Filter(text, in: .history)) }
    filter = Filter.all(parts)
  }

  func wants(_ event: RegistryEvent, of entry: HistoryEntry) -> Bool {
    filter.matches(EventRow(event, of: entry), now: now)
  }

  private static func name(_ text: String) throws -> EventName {
    if let name = EventName(rawValue: text) { return name }
    throw ActionFailure(
      .invalid, "'\(EscapedText.line(text))' is not a kind of event",
      help: Suggestion.help(for: text, among: EventName.allCases.map(\.rawValue)))
  }

  /// - Parameter edge: of a day: its first second, or its last one.
  private static func time(_ text: String, _ edge: String) throws(RequestError) -> Int64 {
    for whole in [text + edge, text] where Timestamp.isValid(whole) { return Timestamp.secondsSince1970(whole) }
    throw .malformed(
      "'\(EscapedText.line(text))' is neither a day nor a time\nhelp: write 2026-11-22 or 2026-11-22T10:00:00Z")
  }
}
