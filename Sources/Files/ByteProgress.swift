/// Somebody who is told how many bytes are done, from any thread.
package protocol ByteProgress: Sendable {
  func advance(by sizeInBytes: Int64)

  /// The work is over.
  func finish()
}
