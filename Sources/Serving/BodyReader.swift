import Endpoints
import Hummingbird
import NIOCore

/// The body of one request: read by its handler, and what that leaves by the responder.
final class BodyReader: @unchecked Sendable {
  // Unchecked: a request's handler and its responder take turns, and never run at once.
  private let body: RequestBody
  private let begin: () async -> Void
  private var iterator: RequestBody.AsyncIterator?
  /// True if nothing is left to read.
  private(set) var isFinished: Bool

  /// - Parameters:
  ///   - isEmpty: true for a request that announces no body.
  ///   - begin: called before the first piece is read.
  init(_ body: RequestBody, isEmpty: Bool, _ begin: @escaping @Sendable () async -> Void) {
    self.body = body
    isFinished = isEmpty
    self.begin = begin
  }

  /// The next piece; nil at the end.
  func next() async throws -> [UInt8]? {
    guard !isFinished else { return nil }
    if iterator == nil {
      await begin()
      iterator = body.makeAsyncIterator()
    }
    do {
      guard let buffer = try await iterator?.next() else {
        isFinished = true
        return nil
      }
      return Array(buffer.readableBytesView)
    } catch {
      isFinished = true
      throw RequestError.malformed("the body cannot be read")
    }
  }

  /// Reads what is left and forgets it.
  ///
  /// - Returns: false if there was more than may be.
  func drain(atMost limit: Int) async -> Bool {
    var rest = limit
    while let piece = try? await next() {
      rest -= piece.count
      if rest < 0 { return false }
    }
    return true
  }
}
