import Endpoints

/// Which part of a list a client asks for: `page` and `per_page`.
///
/// Source: https://docs.gitlab.com/api/rest/, "Offset-based pagination".
struct ResultPage {
  private let page: Int
  private let size: Int

  /// Entries of a page, at most.
  static let largest = 100

  /// - Throws: ``GitLabError`` for what is no number from 1 on.
  init(_ request: ServerRequest) throws(GitLabError) {
    func number(_ name: String, unlessGiven usual: Int) throws(GitLabError) -> Int {
      guard let text = request.query(name) else { return usual }
      guard let number = Int32(text), number >= 1 else {
        throw GitLabError(400, "400 Bad request - \(name) is a number, at least 1")
      }
      return Int(number)
    }
    page = try number("page", unlessGiven: 1)
    size = min(try number("per_page", unlessGiven: 20), Self.largest)
  }

  func cut<Value>(_ values: [Value]) -> [Value] { Array(values.dropFirst((page - 1) * size).prefix(size)) }

  /// - Parameter count: of all entries.
  func headers(of count: Int, _ request: ServerRequest, scheme: String) -> [(name: String, value: String)] {
    let pages = max(1, (count + size - 1) / size)
    let next = page < pages ? "\(page + 1)" : ""
    var headers: [(name: String, value: String)] = [
      ("X-Page", "\(page)"), ("X-Per-Page", "\(size)"), ("X-Total", "\(count)"), ("X-Total-Pages", "\(pages)"),
      ("X-Next-Page", next), ("X-Prev-Page", page > 1 ? "\(page - 1)" : ""),
    ]
    if !next.isEmpty { headers.append(("Link", "<\(address(next, request, scheme))>; rel=\"next\"")) }
    return headers
  }

  private func address(_ page: String, _ request: ServerRequest, _ scheme: String) -> String {
    let isSecure = scheme == "https" || request.headers["x-forwarded-proto"] == "https"
    let kept = request.query.filter { $0.name != "page" && $0.name != "per_page" }
    let query = (kept + [("page", page), ("per_page", "\(size)")]).map { item in
      "\(PercentEncoding.encoded(item.name))=\(PercentEncoding.encoded(item.value))"
    }
    return (isSecure ? "https://" : "http://") + (request.headers["host"] ?? "") + request.path + "?"
      + query.joined(separator: "&")
  }
}
