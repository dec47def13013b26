/// The type of an ONNX model's input or output.
///
/// Source: onnx.proto, `TypeProto`.
package indirect enum ONNXType: Hashable, Sendable {
  /// `shape` is nil if not even the number of dimensions is known.
  case tensor(element: Int64, shape: [Dimension]?)
  case sparseTensor(element: Int64, shape: [Dimension]?)
  case sequence(ONNXType)
  case map(key: Int64, ONNXType)
  case optional(ONNXType)
  case opaque
  /// The file does not say, or says what this program does not know.
  case unknown

  package enum Dimension: Hashable, Sendable, CustomStringConvertible {
    case size(Int64)
    /// Of any length, with or without a name.
    case any(String?)

    /// Nil for any length.
    package var size: Int64? { if case .size(let size) = self { size } else { nil } }

    package var description: String {
      switch self {
      case .size(let size): "\(size)"
      case .any(let name): name ?? "?"
      }
    }
  }
}

extension ONNXType: CustomStringConvertible {
  /// `float32[batch, 784]`, `sequence(map(int64 -> float32[]))`.
  package var description: String {
    switch self {
    case .tensor(let element, let shape): Self.name(of: element) + Self.text(of: shape)
    case .sparseTensor(let element, let shape): "sparse " + Self.name(of: element) + Self.text(of: shape)
    case .sequence(let type): "sequence(\(type))"
    case .map(let key, let value): "map(\(Self.name(of: key)) -> \(value))"
    case .optional(let type): "optional(\(type))"
    case .opaque: "opaque"
    case .unknown: "unknown"
    }
  }

  private static func name(of element: Int64) -> String {
    ONNXElementType(rawValue: element)?.dtype ?? "type \(element)"
  }

  private static func text(of shape: [Dimension]?) -> String {
    shape.map { "[" + $0.map(\.description).joined(separator: ", ") + "]" } ?? "[…]"
  }
}
