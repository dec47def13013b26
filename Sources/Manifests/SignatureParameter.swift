/// A parameter of inference.
package struct SignatureParameter: Hashable, Sendable {
  package var name: String
  /// A column type or an object.
  package var type: SignatureType
  /// Nil if there is none, or if it is nothing (MLflow: `None`).
  package var `default`: SignatureDefault?
  /// Nil for one value; `[-1]` for a list of them.
  package var shape: [Int64]?

  package init(name: String, type: SignatureType, default: SignatureDefault? = nil, shape: [Int64]? = nil) {
    self.name = name
    self.type = type
    self.default = `default`
    self.shape = shape
  }
}
