import ManifestCoding
package import Manifests

extension InspectedFile {
  /// The interface that the file gives; nil if it has none.
  ///
  /// - Throws: ``InspectionError`` if it has one that cannot be read or said.
  package func signature() throws(InspectionError) -> Signature? {
    switch self {
    case .onnx(let model): return try model.signature()
    case .mlflow(let model):
      if let problem = model.signatureProblem { throw InspectionError(problem) }
      return model.signature
    case .safetensors, .other: return nil
    }
  }
}
