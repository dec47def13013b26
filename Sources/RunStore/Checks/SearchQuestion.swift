import Query

/// A search as it is asked of an engine: read, and with the place to begin at.
struct SearchQuestion {
  /// Conditions that all have to hold.
  let conditions: [Filter]
  let sort: Sort
  let limit: Int
  let offset: Int
  /// What its page tokens belong to.
  let text: String

  /// The most conditions of a filter.
  private static let conditionLimit = 500
  private static let pageLimit = 50_000

  init(
    _ filter: String, orderBy: [String], limit: Int, pageToken: String?, in scope: SearchScope, text: [String]
  ) throws(RunStoreError) {
    guard limit >= 1 else { throw .notPositive(limit) }
    guard limit <= Self.pageLimit else {
      throw .invalid(
        "Invalid value \(limit) for parameter 'max_results' supplied. It must be at most \(Self.pageLimit)")
    }
    do {
      switch try Filter(filter, in: scope) {
      case .and(let parts): conditions = parts
      case let one: conditions = [one]
      }
      sort = try Sort(orderBy: orderBy, in: scope)
    } catch {
      throw .invalid("Invalid filter or order_by: \(error)")
    }
    guard conditions.count <= Self.conditionLimit else {
      throw .invalid("A filter has at most \(Self.conditionLimit) conditions. Got \(conditions.count) conditions.")
    }
    self.limit = limit
    self.text = ([scope.rawValue, filter] + orderBy + text).joined(separator: "\n")
    offset = try PageToken.offset(pageToken, of: self.text)
  }

  /// The page of values that were read one beyond it.
  func page<Value: Sendable>(_ values: [Value]) -> Page<Value> {
    PageToken.page(values, limit: limit, after: offset, of: text)
  }
}
