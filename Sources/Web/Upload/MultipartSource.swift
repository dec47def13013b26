import BlobStore

/// The parts of a body, one after another: each is read to its end before the next begins.
///
/// Unchecked since what reads the body cannot be sent: it is handed from one reader to the next, and never used by two at once.
final class MultipartSource: @unchecked Sendable {
  private var bytes: ByteStream.Iterator
  private var parser: MultipartParser
  /// A part's content may be asked for only while the part is read.
  private var isInPart = false

  init(_ bytes: ByteStream, boundary: String) {
    self.bytes = bytes.makeAsyncIterator()
    parser = MultipartParser(boundary: boundary)
  }

  /// The next part; nil after the last. What was not read of the one before is passed over.
  func nextPart() async throws -> MultipartHeader? {
    while isInPart { _ = try await nextPiece() }
    guard case .part(let header) = try await nextEvent() else { return nil }
    isInPart = true
    return header
  }

  /// The next piece of the part; nil at its end.
  func nextPiece() async throws -> [UInt8]? {
    guard isInPart else { return nil }
    guard case .bytes(let piece) = try await nextEvent() else {
      isInPart = false
      return nil
    }
    return piece
  }

  /// The content of the part, to be read once.
  var content: ByteStream { ByteStream(announcing: nil) { { try await self.nextPiece() } } }

  private func nextEvent() async throws -> MultipartParser.Event {
    while true {
      if let event = try parser.next() { return event }
      guard let piece = try await bytes.next() else { throw MultipartProblem.brokenOff }
      parser.add(piece)
    }
  }
}
