/// Takes `multipart/form-data` apart as it comes, and keeps no more of it than one piece and one delimiter.
///
///     --X CRLF
///     Content-Disposition: form-data; name="files"; filename="model.onnx" CRLF
///     CRLF
///     bytes CRLF
///     --X-- CRLF
///
/// Source: RFC 7578; RFC 2046, section 5.1.1, for the delimiters.
struct MultipartParser: Sendable {
  enum Event: Equatable, Sendable {
    /// A part begins.
    case part(MultipartHeader)
    /// Some of its content.
    case bytes([UInt8])
    /// It ends.
    case endOfPart
    /// There are no more parts; what follows is nothing.
    case end
  }

  private enum State { case preamble, delimiter, header, content, end }

  private var state = State.preamble
  /// Begins at ``start``: what was taken is dropped now and then, not byte by byte.
  private var buffer: [UInt8]
  private var start = 0
  private var parts = 0
  private var preamble = 0
  private let delimiter: [UInt8]

  static let headerAtMost = 16 << 10
  static let partsAtMost = 2_000
  private static let preambleAtMost = 64 << 10

  /// - Parameter boundary: as the header names it.
  init(boundary: String) {
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter may stand at the very start.
    buffer = Array("\r\n".utf8)
  }

  mutating func add(_ piece: [UInt8]) {
    guard state != .end else { return }
    buffer.removeFirst(start)
    start = 0
    buffer += piece
  }

  /// What is next of what has come; nil if more has to come first.
  ///
  /// - Throws: ``MultipartProblem``.
  mutating func next() throws(MultipartProblem) -> Event? {
    while true {
      switch state {
      case .end: return .end
      case .preamble:
        guard let place = find(delimiter) else {
          let passed = max(0, buffer.count - start - delimiter.count + 1)
          (preamble, start) = (preamble + passed, start + passed)
          guard preamble <= Self.preambleAtMost else { throw .noDelimiter }
          return nil
        }
        start = place + delimiter.count
        state = .delimiter
      case .delimiter:
        guard try passDelimiter() else { return nil }
      case .header:
        guard let header = try readHeader() else { return nil }
        parts += 1
        guard parts <= Self.partsAtMost else { throw .tooManyParts }
        state = .content
        return .part(header)
      case .content: return readContent()
      }
    }
  }

  /// After a delimiter: two hyphens after the last, blanks and a line end after every other.
  ///
  /// - Returns: false if more has to come first.
  private mutating func passDelimiter() throws(MultipartProblem) -> Bool {
    let rest = buffer[start...]
    if rest.starts(with: "--".utf8) {
      state = .end
      buffer = []
      start = 0
      return true
    }
    let blanks = rest.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    let line = rest.dropFirst(blanks).prefix(2)
    guard blanks <= Self.headerAtMost else { throw .malformedDelimiter }
    if line.elementsEqual("\r\n".utf8) {
      // The line end stays: an empty header ends where it begins.
      start += blanks
      state = .header
      return true
    }
    guard "\r\n".utf8.starts(with: line) || blanks == 0 && "--".utf8.starts(with: line) else {
      throw .malformedDelimiter
    }
    return false
  }

  private mutating func readHeader() throws(MultipartProblem) -> MultipartHeader? {
    guard let end = find(Array("\r\n\r\n".utf8)) else {
      guard buffer.count - start <= Self.headerAtMost else { throw .headerTooLong }
      return nil
    }
    guard end - start <= Self.headerAtMost else { throw .headerTooLong }
    let header = try MultipartHeader(buffer[start..<end])
    start = end + 4
    return header
  }

  private mutating func readContent() -> Event? {
    let place = find(delimiter)
    let end = place ?? buffer.count - delimiter.count + 1
    if end > start {
      defer { start = end }
      return .bytes(Array(buffer[start..<end]))
    }
    guard let place else { return nil }
    start = place + delimiter.count
    state = .delimiter
    return .endOfPart
  }

  private func find(_ pattern: [UInt8]) -> Int? {
    guard buffer.count - start >= pattern.count else { return nil }
    return buffer.withUnsafeBufferPointer { bytes in
      var place = start
      let last = bytes.count - pattern.count
      while place <= last {
        if bytes[place] == pattern[0] {
          var length = 1
          while length < pattern.count, bytes[place + length] == pattern[length] { length += 1 }
          if length == pattern.count { return place }
        }
        place += 1
      }
      return nil
    }
  }
}
