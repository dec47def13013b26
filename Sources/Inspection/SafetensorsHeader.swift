/// Reads the JSON of a safetensors header straight into tensors, so that a header of 100 MB takes no tree of values.
struct SafetensorsHeader {
  private(set) var tensors: [SafetensorsFile.Tensor] = []
  private(set) var metadata: [(key: String, value: String)] = []
  private var json: JSONBytes

  private static let metadataKey = "__metadata__"

  init(_ bytes: [UInt8]) { json = JSONBytes(bytes, startingAt: SafetensorsReader.lengthSizeInBytes) }

  mutating func read() throws(InspectionError) {
    guard json.isUTF8 else {
      throw InspectionError("the header is not UTF-8 (InvalidHeader)", at: SafetensorsReader.lengthSizeInBytes)
    }
    guard json.peek == UInt8(ascii: "{") else {
      throw InspectionError("the header does not start with '{' (InvalidHeaderStart)", at: json.offset)
    }
    try json.object { json, name throws(InspectionError) in
      if name != Self.metadataKey { return tensors.append(try Self.tensor(name, &json)) }
      if json.takeNull() { return }
      try json.object { json, key throws(InspectionError) in metadata.append((key, try json.string())) }
    }
    try json.finish()
  }

  private static func tensor(_ name: String, _ json: inout JSONBytes) throws(InspectionError) -> SafetensorsFile.Tensor
  {
    let start = json.offset
    var dtype: SafetensorsFile.Dtype?
    var shape: [Int64]?
    var offsets: [Int64]?
    try json.object { json, key throws(InspectionError) in
      let place = json.offset
      switch key {
      case "dtype":
        let word = try json.string()
        dtype = SafetensorsFile.Dtype(rawValue: word)
        if dtype == nil { throw InspectionError("tensor '\(name)' has dtype '\(word)', which is unknown", at: place) }
      case "shape": shape = try json.integers(limit: dimensionLimit)
      case "data_offsets": offsets = try json.integers(limit: 2)
      default: throw InspectionError("tensor '\(name)' has an unknown field '\(key)'", at: place)
      }
    }
    guard let dtype, let shape, let offsets else {
      throw InspectionError("tensor '\(name)' lacks dtype, shape or data_offsets", at: start)
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw InspectionError("tensor '\(name)' has data_offsets that are not a range (InvalidOffset)", at: start)
    }
    return .init(name: name, dtype: dtype, shape: shape, range: offsets[0]..<offsets[1])
  }

  private static let dimensionLimit = 64
}
