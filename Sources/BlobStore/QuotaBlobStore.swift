package import Manifests
import Synchronization

/// A store that takes in no more than so many bytes together with what it has.
///
/// What has come is counted as it comes; what is there is measured when nobody has counted it yet, and again before something is refused:
/// content may have been collected meanwhile.
package final class QuotaBlobStore: BlobStore {
  private let store: any BlobStore
  private let quota: Int64
  private let measure: @Sendable () async throws -> Int64
  private let state = Mutex(State())

  private struct State {
    /// As it was measured, with what was kept since.
    var kept: Int64?
    /// Of uploads under way.
    var coming: Int64 = 0
    var measured: ContinuousClock.Instant?
  }

  /// It costs a call for each file: a client that is refused over and over must not make a disk busy.
  private static let leastTimeBetweenMeasures: Duration = .seconds(5)

  /// - Parameters:
  ///   - quota: bytes.
  ///   - measure: adds up the sizes of all that the store has.
  package init(_ store: any BlobStore, of quota: Int64, measure: @escaping @Sendable () async throws -> Int64) {
    self.store = store
    self.quota = quota
    self.measure = measure
  }

  package func receive(
    _ bytes: ByteStream, atMost limit: Int64, expecting digest: Digest?
  ) async throws -> StoredBlob {
    let announced = bytes.announcedSizeInBytes ?? 0
    try await reserve(announced)
    let reserved = Mutex(announced)
    defer { state.withLock { $0.coming -= reserved.withLock { $0 } } }
    let counted = ByteStream(announcing: bytes.announcedSizeInBytes) {
      var iterator = bytes.makeAsyncIterator()
      var received: Int64 = 0
      return {
        guard let piece = try await iterator.next() else { return nil }
        received += Int64(piece.count)
        let more = received - reserved.withLock { $0 }
        if more > 0 {
          try await self.reserve(more)
          reserved.withLock { $0 += more }
        }
        return piece
      }
    }
    let blob = try await store.receive(counted, atMost: limit, expecting: digest)
    // What was there before is counted twice until it is measured again.
    state.withLock { $0.kept? += blob.sizeInBytes }
    return blob
  }

  package func sizeInBytes(of digest: Digest) async throws -> Int64? { try await store.sizeInBytes(of: digest) }

  package func bytes(of digest: Digest, _ range: Range<Int64>) async throws -> ByteStream {
    try await store.bytes(of: digest, range)
  }

  package var limitInBytes: Int64? { quota }

  package func requireRoom(for sizeInBytes: Int64) async throws {
    try await reserve(sizeInBytes)
    state.withLock { $0.coming -= sizeInBytes }
  }

  /// - Throws: ``BlobStoreError/full(_:)`` if there is no room for so many bytes more.
  private func reserve(_ size: Int64) async throws {
    if take(size) { return }
    let isOld = state.withLock { state in
      state.measured.map { ContinuousClock.now - $0 >= Self.leastTimeBetweenMeasures } ?? true
    }
    guard isOld else { throw BlobStoreError.full(quota) }
    let measured = try await measure()
    state.withLock {
      $0.kept = measured
      $0.measured = .now
    }
    guard take(size) else { throw BlobStoreError.full(quota) }
  }

  /// False if it does not fit, or nobody knows yet.
  private func take(_ size: Int64) -> Bool {
    state.withLock { state in
      guard let kept = state.kept, kept + state.coming + size <= quota else { return false }
      state.coming += size
      return true
    }
  }
}
