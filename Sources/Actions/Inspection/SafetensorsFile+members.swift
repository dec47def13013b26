import Diagnostics
import Inspection

extension SafetensorsFile {
  var members: [JSONValue.Member] {
    [
      .init("headerSize", .integer(headerSizeInBytes)), .init("parameters", .integer(parameterCount)),
      .init("metadata", .object(metadata.map { .init($0.key, .string($0.value)) })),
      .init("tensors", .array(tensors.map(\.value))),
    ]
  }
}

extension SafetensorsFile.Tensor {
  fileprivate var value: JSONValue {
    .object([
      "name": .string(name), "dtype": .string(dtype.rawValue), "shape": .array(shape.map { .integer($0) }),
      "size": .integer(sizeInBytes),
    ])
  }
}
