package import Manifests

/// Reads a signature that somebody else wrote: in a manifest's form or in MLflow's, alone or below `signature`, as in an
/// `MLmodel` file and in a manifest.
///
///     inputs: '[{"type": "double", "name": "a", "required": true}]'       MLflow: lists as JSON text
///     inputs: [{name: a, type: double, required: true}]                   a manifest
///
/// Source: MLflow's mlflow/models/signature.py, `ModelSignature.to_dict`.
package enum SignatureFile {
  private static let keys = ["inputs", "outputs", "params"]
  private static let sizeLimitInBytes = 4 * 1024 * 1024

  /// - Returns: nil, with at least one problem, if there is none or it cannot be read completely.
  package static func read(
    _ bytes: [UInt8], as format: ManifestFormat
  ) -> (signature: Signature?, problems: [ManifestProblem]) {
    let (node, problems) = tree(of: bytes, as: format)
    guard let node else { return (nil, problems) }
    let inner = node.pairs.first { $0.key == "signature" }?.value
    guard inner != nil || node.pairs.contains(where: { keys.contains($0.key) }) else {
      return (nil, [.init(.schema, "there is no signature here", at: .start, help: "it has inputs, outputs or params")])
    }
    return signature(of: inner ?? node, as: format)
  }

  /// What other programs write, as a tree.
  static func tree(of bytes: [UInt8], as format: ManifestFormat) -> (node: Node?, problems: [ManifestProblem]) {
    guard bytes.count <= sizeLimitInBytes else { return (nil, [ManifestText.tooLarge(bytes.count, sizeLimitInBytes)]) }
    let rest = ManifestText.withoutByteOrderMark(bytes)
    guard let text = String(validating: rest, as: UTF8.self) else {
      return (nil, [.init(.encoding, "the file is not valid UTF-8", at: .start)])
    }
    let (node, problems) =
      format == .json ? JSONReader.read(text, isForeign: true) : YAMLReader.read(text, isForeign: true)
    if node == nil, problems.isEmpty { return (nil, [.init(.schema, "the file is empty", at: .start)]) }
    return (node, problems)
  }

  /// The signature that a tree holds; the places of what is wrong in JSON text are that of the text.
  static func signature(of node: Node, as format: ManifestFormat) -> (
    signature: Signature?, problems: [ManifestProblem]
  ) {
    let context = DecodingContext(format: format)
    var rest: [Node.Pair] = []
    var signature = Signature()
    for pair in node.pairs {
      guard keys.contains(pair.key) else {
        rest.append(pair)
        continue
      }
      guard case .scalar(let scalar) = pair.value.content else {
        rest.append(MLflowForm.manifestForm(of: pair))
        continue
      }
      // MLflow writes null if there is none.
      if scalar.text.isEmpty || (scalar.isPlain && ["null", "~"].contains(scalar.text)) { continue }
      let (part, problems) = JSONReader.read(scalar.text, isForeign: true)
      let inner = DecodingContext(format: .json)
      if let part {
        add(pair: .init(key: pair.key, keyMark: pair.keyMark, value: part), to: &signature, inner)
      }
      for problem in problems + inner.problems {
        let place =
          problems.contains(problem) ? " in the JSON text of '\(pair.key)', column \(problem.mark.column)" : ""
        context.add(problem.kind, problem.message + place, at: pair.value.start, help: problem.help)
      }
    }
    let others = Node(.mapping(rest), start: node.start, end: node.end)
    guard case .mapping = node.content else {
      context.add(.schema, "the signature is not a mapping of keys to values", at: node.start)
      return (nil, context.problems)
    }
    read(others, into: &signature, context)
    if context.problems.isEmpty, signature == Signature() {
      context.add(.schema, "the signature is empty", at: node.start, help: "it has inputs, outputs or params")
    }
    return context.problems.isEmpty ? (signature, []) : (nil, context.problems)
  }

  private static func add(pair: Node.Pair, to signature: inout Signature, _ context: DecodingContext) {
    let pair = MLflowForm.manifestForm(of: pair)
    read(Node(.mapping([pair]), start: pair.keyMark, end: pair.value.end), into: &signature, context)
  }

  private static func read(_ node: Node, into signature: inout Signature, _ context: DecodingContext) {
    var reader = FieldReader(node: node, path: .top, context: context)
    let part = Signature(reader: &reader)
    reader.finish()
    signature.inputs += part?.inputs ?? []
    signature.outputs += part?.outputs ?? []
    signature.params += part?.params ?? []
  }
}
