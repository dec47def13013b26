package import BlobStore

extension ByteStream {
  /// The same bytes, each piece counted; while they pass, something is looked at again each second.
  ///
  /// Rights are looked up when they are used: what takes minutes to come must not land for somebody who was let in minutes ago.
  ///
  /// - Parameter check: throws if no more of it may pass.
  package func watched(
    count: @escaping @Sendable (Int) -> Void, check: @escaping @Sendable () async throws -> Void
  ) -> ByteStream {
    let bytes = self
    return ByteStream(announcing: announcedSizeInBytes) {
      var iterator = bytes.makeAsyncIterator()
      var last = ContinuousClock.now
      return {
        let piece = try await iterator.next()
        if ContinuousClock.now - last >= .seconds(1) {
          try await check()
          last = .now
        }
        piece.map { count($0.count) }
        return piece
      }
    }
  }
}
