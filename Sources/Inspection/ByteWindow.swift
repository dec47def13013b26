/// The part of a source around the place that is read, fetched again when a reader leaves it.
final class ByteWindow {
  private let source: any ByteSource
  private var start: Int64 = 0
  private var content: [UInt8] = []

  /// Most of a header is in one piece; what is skipped is not read.
  private static let sizeInBytes = 64 * 1024

  init(_ source: any ByteSource) { self.source = source }

  var sourceSizeInBytes: Int64 { source.sizeInBytes }

  func byte(at offset: Int64) throws(InspectionError) -> UInt8 {
    let index = offset - start
    if index >= 0, index < Int64(content.count) { return content[Int(index)] }
    content = try source.bytes(at: offset, count: Int(min(Int64(Self.sizeInBytes), source.sizeInBytes - offset)))
    start = offset
    return content[0]
  }

  func bytes(_ range: Range<Int64>) throws(InspectionError) -> [UInt8] {
    let index = range.lowerBound - start
    if index >= 0, index + Int64(range.count) <= Int64(content.count) {
      return Array(content[Int(index)..<Int(index) + range.count])
    }
    return range.isEmpty ? [] : try source.bytes(at: range.lowerBound, count: range.count)
  }
}
