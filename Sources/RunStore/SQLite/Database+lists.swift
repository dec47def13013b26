internal import GRDB

/// `IN` for a list of any length, so that there is one statement for all.
let inList = "IN (SELECT value FROM json_each(?))"

extension [Int64] {
  /// The JSON that ``inList`` reads.
  var jsonList: String { "[" + map(String.init).joined(separator: ",") + "]" }
}

extension Database {
  /// Tags by the row that they belong to, each row's by key.
  func tags(_ sql: String, _ list: String) throws -> [Int64: [Tag]] {
    var tags: [Int64: [Tag]] = [:]
    try each(sql, [list]) { tags[$0[0], default: []].append(Tag($0[1], $0[2])) }
    return tags
  }
}
