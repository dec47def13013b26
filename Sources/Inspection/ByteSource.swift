/// Bytes that are read piece by piece, so that their number does not matter.
package protocol ByteSource {
  var sizeInBytes: Int64 { get }

  /// Exactly `count` bytes from `offset` on; the caller asks for none behind the end.
  func bytes(at offset: Int64, count: Int) throws(InspectionError) -> [UInt8]
}

/// Bytes in memory.
package struct MemoryBytes: ByteSource {
  private let content: [UInt8]

  package init(_ content: [UInt8]) { self.content = content }

  package var sizeInBytes: Int64 { Int64(content.count) }

  package func bytes(at offset: Int64, count: Int) throws(InspectionError) -> [UInt8] {
    Array(content[Int(offset)..<Int(offset) + count])
  }
}
