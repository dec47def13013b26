package import Manifests

/// Where a server keeps content, by digest.
package protocol BlobStore: Sendable {
  /// Takes content in as it comes, hashed on the way; it is on the disk when this returns. Nobody collects it as garbage as long as the
  /// blob is held: until something names it.
  ///
  /// - Parameters:
  ///   - limit: bytes, at most.
  ///   - digest: what the sender says that it is; nil if it does not say.
  /// - Throws: what the sender throws, ``BlobStoreError/tooLarge(_:)``, ``BlobStoreError/unexpected(_:)``, or why it cannot be kept. Then
  ///   nothing is left of it.
  func receive(_ bytes: ByteStream, atMost limit: Int64, expecting digest: Digest?) async throws -> StoredBlob

  /// - Returns: nil if the store does not have it.
  func sizeInBytes(of digest: Digest) async throws -> Int64?

  /// A part, read as it is asked for.
  ///
  /// - Parameter range: within the blob's size.
  /// - Throws: ``BlobStoreError/missing(_:)``.
  func bytes(of digest: Digest, _ range: Range<Int64>) async throws -> ByteStream

  /// Bytes of all content together, at most; nil for as many as there is room for.
  var limitInBytes: Int64? { get }

  /// - Throws: ``BlobStoreError/full(_:)`` if so many bytes more would not be taken now.
  func requireRoom(for sizeInBytes: Int64) async throws
}

extension BlobStore {
  package var limitInBytes: Int64? { nil }

  package func requireRoom(for sizeInBytes: Int64) async throws {}

  package func receive(_ bytes: ByteStream, atMost limit: Int64) async throws -> StoredBlob {
    try await receive(bytes, atMost: limit, expecting: nil)
  }
}

/// Content that a store has.
package struct StoredBlob: Sendable {
  package let digest: Digest
  package let sizeInBytes: Int64
  /// What keeps garbage collection away from content that nothing names yet.
  private let hold: (any Sendable)?

  package init(digest: Digest, sizeInBytes: Int64, held hold: (any Sendable)? = nil) {
    self.digest = digest
    self.sizeInBytes = sizeInBytes
    self.hold = hold
  }
}

package enum BlobStoreError: Error, Hashable, CustomStringConvertible {
  /// More bytes came than may.
  case tooLarge(Int64)
  case missing(Digest)
  /// What is kept and this together have more bytes than the operator gives the repository.
  case full(Int64)
  /// What came has another digest than the sender said: this one.
  case unexpected(Digest)

  package var isFull: Bool { if case .full = self { true } else { false } }

  package var description: String {
    switch self {
    case .unexpected(let digest): "what was sent has the digest \(digest)"
    case .tooLarge(let limit): "there are more than \(limit) bytes of it"
    case .missing(let digest): "the content of \(digest) is not here"
    case .full(let quota):
      """
      the repository's content would have more than the \(quota) bytes that it may have
      help: the operator can remove what nothing names with git registry gc, or raise --quota
      """
    }
  }
}
