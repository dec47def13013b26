import CZlib
package import Endpoints

/// An answer packed by gzip, for who says that they can unpack it.
///
/// Texts of pages and interfaces alone, of more than a kilobyte. Not streams: those are content of artifacts and git's, which is packed
/// already or has ranges. Not what a form that was sent is answered with. Forms that are shown are packed: their token is masked anew each
/// time, so that the length of an answer says nothing of it.
///
/// Source: RFC 9110, sections 8.4.1.3 and 12.5.3; https://www.breachattack.com.
package enum PackedAnswer {
  private static let bytesAtLeast = 1 << 10

  private static let types: Set = [
    "text/html", "text/css", "text/javascript", "application/json", "application/atom+xml", "image/svg+xml",
  ]

  /// - Parameters:
  ///   - method: nil for one that no route has.
  ///   - accepted: `Accept-Encoding`; nil if the client does not send it.
  package static func of(_ answer: ServerResponse, _ method: HTTPMethod?, accepting accepted: String?) -> ServerResponse
  {
    guard method == .get || method == .head, let type = type(of: answer), case .bytes(let bytes) = answer.body,
      bytes.count > bytesAtLeast
    else { return answer }
    var answer = answer
    add("Accept-Encoding", to: &answer)
    guard takesGzip(accepted ?? ""), let packed = gzip(bytes) else { return answer }
    answer.body = .bytes(packed)
    answer.headers.append(("Content-Encoding", "gzip"))
    // Other bytes than those that were meant. What our own interface calls a tag is a commit, which `If-Match` takes.
    if type != "application/json" {
      answer.headers = answer.headers.map { name, value in
        (name, name == "ETag" && !value.hasPrefix("W/") ? "W/" + value : value)
      }
    }
    return answer
  }

  /// Nil for what is never packed.
  private static func type(of answer: ServerResponse) -> String? {
    func value(_ name: String) -> String? { answer.headers.first { $0.name == name }?.value }
    guard value("Content-Encoding") == nil, value("Content-Range") == nil, let type = value("Content-Type") else {
      return nil
    }
    let name = String(type.prefix { $0 != ";" })
    return types.contains(name) ? name : nil
  }

  private static func add(_ field: String, to answer: inout ServerResponse) {
    guard let index = answer.headers.firstIndex(where: { $0.name == "Vary" }) else {
      return answer.headers.append(("Vary", field))
    }
    answer.headers[index].value += ", " + field
  }

  /// `gzip, br;q=0.5`: true unless it is not named, or with a weight of nothing.
  static func takesGzip(_ header: String) -> Bool {
    var weights: [String: Double] = [:]
    for part in header.lowercased().split(separator: ",") {
      let words = part.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
      guard let name = words.first else { continue }
      let weight = words.dropFirst().first { $0.hasPrefix("q=") }
      weights[name] = weight.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
    }
    return (weights["gzip"] ?? weights["*"] ?? 0) > 0
  }

  /// Nil for what does not become less.
  private static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
    let packed = [UInt8](unsafeUninitializedCapacity: bytes.count - 1) { buffer, count in
      count = czlib_gzip(bytes, bytes.count, buffer.baseAddress, buffer.count)
    }
    return packed.isEmpty ? nil : packed
  }
}
