package import Manifests

/// A model's interface as a signature. Tensors stay tensors if a list has nothing else; a list that has sequences or maps
/// too is one of columns, since MLflow mixes neither: a tensor becomes lists as deep as it has dimensions.
extension ONNXModel {
  /// - Throws: what a signature has no word for: a tensor without a shape, an opaque or sparse one.
  package func signature() throws(InspectionError) -> Signature {
    Signature(inputs: try Self.fields(inputs), outputs: try Self.fields(outputs))
  }

  private static func fields(_ values: [Value]) throws(InspectionError) -> [SignatureField] {
    let isTensors = values.allSatisfy { if case .tensor = $0.type { true } else { false } }
    var fields: [SignatureField] = []
    for value in values {
      if isTensors, case .tensor(let element, let shape) = value.type {
        let sizes = try known(shape, value).map { $0.size ?? -1 }
        fields.append(
          SignatureField(name: value.name, type: .tensor(dtype: try dtype(element, value).dtype, shape: sizes)))
      } else if case .optional(let type) = value.type {
        fields.append(SignatureField(name: value.name, type: try column(type, value), isRequired: false))
      } else {
        fields.append(SignatureField(name: value.name, type: try column(value.type, value)))
      }
    }
    return fields
  }

  private static func column(_ type: ONNXType, _ value: Value) throws(InspectionError) -> SignatureType {
    switch type {
    case .tensor(let element, let shape):
      guard let column = try dtype(element, value).column else {
        throw refusal(value, "holds \(try dtype(element, value).dtype), which no column of a signature can hold")
      }
      // A sequence's or map's tensor without a shape is one value: so converters write them.
      return (shape ?? []).reduce(SignatureType.column(column)) { type, _ in .array(type) }
    case .sequence(let type): return .array(try column(type, value))
    case .map(_, let type): return .map(try column(type, value))
    case .optional(let type): return try column(type, value)
    case .sparseTensor: throw refusal(value, "is a sparse tensor, which a signature cannot describe")
    case .opaque: throw refusal(value, "is opaque, which a signature cannot describe")
    case .unknown: throw refusal(value, "has no type in the file")
    }
  }

  private static func known(
    _ shape: [ONNXType.Dimension]?, _ value: Value
  ) throws(InspectionError) -> [ONNXType.Dimension] {
    guard let shape else { throw refusal(value, "has no shape in the file") }
    return shape
  }

  private static func dtype(_ element: Int64, _ value: Value) throws(InspectionError) -> ONNXElementType {
    guard let type = ONNXElementType(rawValue: element) else {
      throw refusal(value, "holds elements of type \(element), which is unknown")
    }
    return type
  }

  private static func refusal(_ value: Value, _ what: String) -> InspectionError {
    InspectionError("'\(value.name)' \(what)")
  }
}

extension ONNXElementType {
  /// The smallest type of a column that holds all values.
  fileprivate var column: ColumnType? {
    switch self {
    case .bool: .boolean
    case .string: .string
    case .uint2, .int2, .uint4, .int4, .uint8, .int8, .uint16, .int16, .int32: .integer
    case .uint32, .int64: .long
    case .float, .float16, .bfloat16, .float8e4m3fn, .float8e4m3fnuz, .float8e5m2, .float8e5m2fnuz, .float8e8m0,
      .float4e2m1, .float6e2m3, .float6e3m2:
      .float
    case .double: .double
    case .uint64, .complex64, .complex128: nil
    }
  }
}
