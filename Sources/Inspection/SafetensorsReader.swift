/// Reads the header of a safetensors file and holds it to the file: each tensor's range has the size of its dtype and shape,
/// and the ranges cover the rest of the file, each byte once. No tensor is read.
///
/// Refuses what the reference refuses (named by its errors below), and keys that stand twice, of which that takes one.
///
/// Source: https://github.com/huggingface/safetensors/blob/main/safetensors/src/tensor.rs
package enum SafetensorsReader {
  /// As the reference has it.
  package static let headerLimitInBytes: UInt64 = 100_000_000
  static let lengthSizeInBytes: Int64 = 8

  package static func read(_ source: any ByteSource) throws(InspectionError) -> SafetensorsFile {
    guard source.sizeInBytes >= lengthSizeInBytes else {
      throw InspectionError("\(source.sizeInBytes) bytes, but the header's length alone takes 8 (HeaderTooSmall)")
    }
    let length = try source.bytes(at: 0, count: Int(lengthSizeInBytes)).reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    guard length <= headerLimitInBytes else {
      throw InspectionError(
        "a header of \(length) bytes, but at most \(headerLimitInBytes) are allowed (HeaderTooLarge)", at: 0)
    }
    let rest = source.sizeInBytes - lengthSizeInBytes - Int64(length)
    guard rest >= 0 else {
      throw InspectionError(
        "a header of \(length) bytes, but only \(source.sizeInBytes - lengthSizeInBytes) follow (InvalidHeaderLength)",
        at: 0)
    }
    var header = SafetensorsHeader(try source.bytes(at: lengthSizeInBytes, count: Int(length)))
    try header.read()
    let tensors = header.tensors.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    let count = try check(tensors, cover: rest)
    return SafetensorsFile(
      headerSizeInBytes: Int64(length), metadata: header.metadata, tensors: tensors, parameterCount: count)
  }

  /// - Returns: the number of elements.
  private static func check(
    _ tensors: [SafetensorsFile.Tensor], cover rest: Int64
  ) throws(InspectionError) -> Int64 {
    var end: Int64 = 0
    var count: Int64 = 0
    for tensor in tensors {
      guard tensor.range.lowerBound == end else {
        let what = tensor.range.lowerBound < end ? "overlaps the one before it" : "leaves a gap before it"
        throw InspectionError(
          "tensor '\(tensor.name)' starts at byte \(tensor.range.lowerBound) of the data instead of \(end): it \(what) (InvalidOffset)"
        )
      }
      end = tensor.range.upperBound
      count += try elements(of: tensor)
    }
    guard end == rest else {
      throw InspectionError(
        "the tensors have \(end) bytes, but the file has \(rest) for them (MetadataIncompleteBuffer)")
    }
    return count
  }

  /// The product of the shape, which with the dtype makes the range's size.
  private static func elements(of tensor: SafetensorsFile.Tensor) throws(InspectionError) -> Int64 {
    var count: Int64 = 1
    var overflows = false
    for size in tensor.shape {
      let (product, isOver) = count.multipliedReportingOverflow(by: size)
      (count, overflows) = (product, overflows || isOver)
    }
    let (bits, isOver) = count.multipliedReportingOverflow(by: tensor.dtype.sizeInBits)
    guard !overflows, !isOver else {
      throw InspectionError("the size of tensor '\(tensor.name)' overflows 64 bits (ValidationOverflow)")
    }
    guard bits % 8 == 0 else {
      throw InspectionError("tensor '\(tensor.name)' ends within a byte (MisalignedSlice)")
    }
    guard bits / 8 == tensor.sizeInBytes else {
      throw InspectionError(
        "tensor '\(tensor.name)' has \(tensor.sizeInBytes) bytes, but its dtype and shape make \(bits / 8) (TensorInvalidInfo)"
      )
    }
    return count
  }
}
