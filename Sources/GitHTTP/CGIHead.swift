import Endpoints

/// The lines before the body in what a CGI program answers.
///
/// Source: RFC 3875, section 6.
struct CGIHead {
  private var bytes: [UInt8] = []
  /// Where the body begins.
  private var end: Int?

  /// Bytes, at most.
  private static let limit = 64 << 10

  /// True once no more is needed, or wanted.
  var isWhole: Bool { end != nil || bytes.count > Self.limit }

  /// What came behind the head.
  var rest: [UInt8] { end.map { Array(bytes[$0...]) } ?? [] }

  mutating func take(_ piece: [UInt8]) {
    bytes += piece
    // git ends lines with CR LF.
    for index in bytes.indices.dropLast(3) where bytes[index...].starts(with: [13, 10, 13, 10]) {
      end = index + 4
      return
    }
  }

  /// Status and headers; nil unless they are whole and can be read.
  var response: ServerResponse? {
    guard let end, let text = String(validating: bytes[..<(end - 4)], as: UTF8.self) else { return nil }
    var response = ServerResponse()
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let (name, value) = (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
      if name.lowercased() == "status" {
        guard let status = Int(value.prefix(3)), (200..<600).contains(status) else { return nil }
        response.status = status
      } else {
        response.headers.append((name, value))
      }
    }
    return response
  }
}
