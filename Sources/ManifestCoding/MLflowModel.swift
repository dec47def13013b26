package import Manifests

/// What the `MLmodel` file of an MLflow model says: YAML at the top of the model's folder.
///
/// Source: https://mlflow.org/docs/latest/ml/model/#mlmodel-file
package struct MLflowModel: Sendable {
  package static let fileName = "MLmodel"

  /// A way to load the model.
  package struct Flavor: Sendable {
    /// `sklearn`, `python_function`.
    package let name: String
    /// Its fields of one line, in the file's order.
    package let fields: [Field]
  }

  package struct Field: Sendable {
    package let key: String
    package let value: String
  }

  package let flavors: [Flavor]
  package let signature: Signature?
  /// Why the signature that it has cannot be read; empty otherwise.
  package let signatureProblems: [ManifestProblem]
  /// The other fields of one line, in the file's order: `run_id`, `model_uuid`, `mlflow_version` …
  package let fields: [Field]

  /// - Returns: nil, with at least one problem, if the file is not an MLmodel file.
  package static func read(_ bytes: [UInt8]) -> (model: MLflowModel?, problems: [ManifestProblem]) {
    let (node, problems) = SignatureFile.tree(of: bytes, as: .yaml)
    guard let node else { return (nil, problems) }
    guard let flavors = node.pairs.first(where: { $0.key == "flavors" })?.value else {
      return (nil, [.init(.schema, "it has no flavors, but every MLmodel file has some", at: node.start)])
    }
    var signature: Signature?
    var signatureProblems: [ManifestProblem] = []
    if let inner = node.pairs.first(where: { $0.key == "signature" })?.value, case .mapping = inner.content {
      (signature, signatureProblems) = SignatureFile.signature(of: inner, as: .yaml)
    }
    return (
      MLflowModel(
        flavors: flavors.pairs.map { Flavor(name: $0.key, fields: fields(of: $0.value)) }, signature: signature,
        signatureProblems: signatureProblems, fields: fields(of: node)), []
    )
  }

  private static func fields(of node: Node) -> [Field] {
    node.pairs.compactMap { pair in
      guard case .scalar(let scalar) = pair.value.content, !scalar.text.isEmpty, !scalar.text.contains("\n"),
        !(scalar.isPlain && scalar.text == "null")
      else { return nil }
      return Field(key: pair.key, value: scalar.text)
    }
  }
}

extension MLflowModel {
  /// Why the signature cannot be read, and where it stands; nil if it can or there is none.
  package var signatureProblem: String? {
    signatureProblems.first.map { "\($0.message) (line \($0.mark.line), column \($0.mark.column))" }
  }
}
