/// The interface of a model: what goes in, what comes out, which parameters inference takes.
///
/// Source: https://mlflow.org/docs/latest/ml/model/signatures
package struct Signature: Hashable, Sendable {
  package var inputs: [SignatureField]
  package var outputs: [SignatureField]
  package var params: [SignatureParameter]

  package init(inputs: [SignatureField] = [], outputs: [SignatureField] = [], params: [SignatureParameter] = []) {
    self.inputs = inputs
    self.outputs = outputs
    self.params = params
  }
}

/// A column or tensor of a signature.
package struct SignatureField: Hashable, Sendable {
  package var name: String?
  package var type: SignatureType
  /// Nil where the manifest does not say; MLflow reads that as required.
  package var isRequired: Bool?

  package init(name: String? = nil, type: SignatureType, isRequired: Bool? = nil) {
    self.name = name
    self.type = type
    self.isRequired = isRequired
  }
}

package enum SignatureType: Hashable, Sendable {
  case column(ColumnType)
  /// `shape` has -1 for a dimension of any length.
  case tensor(dtype: String, shape: [Int64])
}

package enum ColumnType: String, Sendable, CaseIterable {
  case boolean, integer, long, float, double, string, binary, datetime
}

/// A parameter of inference.
package struct SignatureParameter: Hashable, Sendable {
  package var name: String
  package var type: ColumnType
  package var `default`: ParameterValue?
  package var shape: [Int64]?

  package init(name: String, type: ColumnType, default: ParameterValue? = nil, shape: [Int64]? = nil) {
    self.name = name
    self.type = type
    self.default = `default`
    self.shape = shape
  }
}
