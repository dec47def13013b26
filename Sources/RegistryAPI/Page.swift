import Diagnostics
import Endpoints

/// Which part of a list is asked for.
struct Page: Sendable {
  let offset: Int
  let limit: Int

  private static let usual = 100
  private static let largest: Int64 = 1000
  /// Rows that are passed over, at most: a filter or an order gets further.
  private static let furthest: Int64 = 100_000

  static let fields = [
    RequestField("limit", .integer(atLeast: 1), "Rows at once, at most 1000; 100 unless given"),
    RequestField("offset", .integer(atLeast: 0), "Rows to pass over, at most 100000"),
  ]

  init(_ call: Call) throws {
    limit = Int(min(call.query.integer("limit") ?? Int64(Self.usual), Self.largest))
    let offset = call.query.integer("offset") ?? 0
    guard offset <= Self.furthest else {
      throw RequestError.malformed(
        "'offset' must be at most \(Self.furthest)\nhelp: narrow the list down with 'where' instead")
    }
    self.offset = Int(offset)
  }

  /// Rows that have to be known to cut the page and to say whether there are more.
  var rowsNeeded: Int { offset + limit + 1 }

  /// The page of a list, or of as much of it as ``rowsNeeded``.
  func cut<Row>(_ rows: [Row]) -> (rows: ArraySlice<Row>, hasMore: Bool) {
    (rows.dropFirst(offset).prefix(limit), rows.count > offset + limit)
  }

  /// Source: RFC 8288; the address is relative to the request's.
  func linkToNext(_ call: Call) -> String {
    let kept = call.request.query.filter { $0.name != "offset" && $0.name != "limit" }
    let items = kept + [(name: "limit", value: "\(limit)"), (name: "offset", value: "\(offset + limit)")]
    let query = items.map { "\(PercentEncoding.encoded($0.name))=\(PercentEncoding.encoded($0.value))" }
    return "<?\(query.joined(separator: "&"))>; rel=\"next\""
  }
}

/// The rows of a page, as documents.
struct PageOfList {
  let rows: [JSONValue]
  let hasMore: Bool

  init<Row>(_ page: Page, of rows: [Row], _ document: (Row) throws -> JSONValue) rethrows {
    let cut = page.cut(rows)
    self.rows = try cut.rows.map(document)
    hasMore = cut.hasMore
  }
}
