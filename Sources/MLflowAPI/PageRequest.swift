import Diagnostics

/// Which part of an answer a client asks for. Tokens are opaque to it.
struct PageRequest: Sendable {
  let start: Int
  let count: Int

  /// - Parameters:
  ///   - usual: how many values there are in a page if the client does not say.
  ///   - limit: how many it may ask for.
  init(_ fields: MLflowFields, usual: Int, atMost limit: Int) throws(MLflowError) {
    let wanted = try fields.integer("max_results") ?? Int64(usual)
    guard (1...Int64(limit)).contains(wanted) else {
      throw .invalid(
        "Invalid value \(wanted) for parameter 'max_results' supplied: It must be a positive integer, at most \(limit)")
    }
    count = Int(wanted)
    let token = try fields.text("page_token") ?? ""
    guard token.isEmpty || token.first == "p", let start = token.isEmpty ? 0 : Int(token.dropFirst()), start >= 0 else {
      throw .invalid(
        "Invalid value \(JSONValue.quoted(token)) for parameter 'page_token' supplied: it is none of this server")
    }
    self.start = start
  }

  /// The page, and what asks for the next one.
  func cut<Value>(_ values: [Value]) -> (page: [Value], next: String?) {
    let page = Array(values.dropFirst(start).prefix(count))
    let end = start + page.count
    return (page, end < values.count ? "p\(end)" : nil)
  }
}
