/// Bytes that come piece by piece, once: the body of a request or of an answer.
package struct ByteStream: AsyncSequence, Sendable {
  package typealias Element = [UInt8]

  private let start: @Sendable () -> Iterator
  /// How many there will be, as far as is said; nil if it is not.
  package let announcedSizeInBytes: Int64?

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let take: () async throws -> [UInt8]?

    package mutating func next() async throws -> [UInt8]? { try await take() }
  }

  /// - Parameter start: makes a closure that returns piece by piece, then nil.
  package init(
    announcing sizeInBytes: Int64?, _ start: @escaping @Sendable () -> () async throws -> [UInt8]?
  ) {
    announcedSizeInBytes = sizeInBytes
    self.start = { Iterator(take: start()) }
  }

  package init(_ bytes: [UInt8]) {
    self.init(announcing: Int64(bytes.count)) {
      var rest: [UInt8]? = bytes.isEmpty ? nil : bytes
      return {
        defer { rest = nil }
        return rest
      }
    }
  }

  package static let empty = ByteStream([])

  package func makeAsyncIterator() -> Iterator { start() }

  /// All of it; nil if there are more than `limit` bytes.
  package func collect(atMost limit: Int) async throws -> [UInt8]? {
    if let announcedSizeInBytes, announcedSizeInBytes > limit { return nil }
    var bytes: [UInt8] = []
    for try await piece in self {
      guard bytes.count + piece.count <= limit else { return nil }
      bytes += piece
    }
    return bytes
  }
}
