/// The type of a field: a value, a tensor, or what is made of other types. A tensor is not part of any other type.
///
/// Source: https://mlflow.org/docs/latest/api_reference/python_api/mlflow.types.html
package indirect enum SignatureType: Hashable, Sendable {
  case column(ColumnType)
  /// `dtype` is NumPy's name; `shape` has -1 for a dimension of any length.
  case tensor(dtype: String, shape: [Int64])
  /// Properties by their names, at least one, in the order of ``sorted(_:)``.
  case object([SignatureField])
  /// A list of any length, all of one type.
  case array(SignatureType)
  /// Values of one type by keys that are strings.
  case map(SignatureType)
  /// Any JSON value, null too.
  case any
  /// A vector of Spark ML, whose values are doubles.
  case sparkVector

  /// What `type` says in a manifest and in MLflow's JSON.
  package var word: String {
    switch self {
    case .column(let type): type.rawValue
    case .tensor: "tensor"
    case .object: "object"
    case .array: "array"
    case .map: "map"
    case .any: "any"
    case .sparkVector: "sparkml_vector"
    }
  }

  /// Properties in the one order that they have, that of their names' bytes: an object is equal to another whatever was
  /// written first.
  package static func sorted(_ properties: [SignatureField]) -> [SignatureField] {
    properties.sorted { ($0.name ?? "").utf8.lexicographicallyPrecedes(($1.name ?? "").utf8) }
  }
}

extension SignatureType: CustomStringConvertible {
  /// The type on one line, as MLflow prints it: `Array({a: string (required), b: long (optional)})`. A tensor is
  /// `float32[?, 784]`.
  package var description: String {
    switch self {
    case .column(let type): type.rawValue
    case .tensor(let dtype, let shape):
      "\(dtype)[\(shape.map { $0 < 0 ? "?" : "\($0)" }.joined(separator: ", "))]"
    case .object(let properties):
      "{"
        + properties.map { "\($0.name ?? ""): \($0.type) (\($0.isOptional ? "optional" : "required"))" }
        .joined(separator: ", ") + "}"
    case .array(let items): "Array(\(items))"
    case .map(let values): "Map(str -> \(values))"
    case .any: "Any"
    case .sparkVector: "SparkML vector"
    }
  }
}
