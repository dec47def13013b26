package import Diagnostics
package import Manifests

extension Signature {
  /// The signature as MLflow's `ModelSignature.from_dict` takes it, whose lists are JSON text; null if there is none.
  ///
  /// Source: MLflow's mlflow/models/signature.py and mlflow/types/schema.py, `to_dict`.
  package var mlflow: JSONValue {
    func text(_ elements: [JSONValue]) -> JSONValue {
      elements.isEmpty ? .null : .string(JSONValue.array(elements).line)
    }
    return .object([
      .init("inputs", text(inputs.map(\.mlflow))), .init("outputs", text(outputs.map(\.mlflow))),
      .init("params", text(params.map(\.mlflow))),
    ])
  }
}

extension SignatureField {
  fileprivate var mlflow: JSONValue {
    let name = Fields.list([("name", nameValue)])
    guard case .tensor(let dtype, let shape) = type else {
      return .object(type.mlflowMembers + name + [.init("required", .boolean(!isOptional))])
    }
    let tensor = JSONValue.object([
      .init("dtype", .string(dtype)), .init("shape", .array(shape.map { .integer($0) })),
    ])
    return .object(name + [.init("type", .string(type.word)), .init("tensor-spec", tensor)])
  }
}

extension SignatureType {
  /// `type` and what belongs to it. A tensor is not part of any other type, and is ``SignatureField``'s matter.
  fileprivate var mlflowMembers: [JSONValue.Member] {
    let more: [JSONValue.Member] =
      switch self {
      case .object(let properties):
        [
          .init(
            "properties",
            .object(
              properties.map {
                .init($0.name ?? "", .object($0.type.mlflowMembers + [.init("required", .boolean(!$0.isOptional))]))
              }))
        ]
      case .array(let items): [.init("items", .object(items.mlflowMembers))]
      case .map(let values): [.init("values", .object(values.mlflowMembers))]
      case .column, .tensor, .any, .sparkVector: []
      }
    return [.init("type", .string(word))] + more
  }
}

extension SignatureParameter {
  fileprivate var mlflow: JSONValue {
    .object(
      [
        .init("name", .string(name)), .init("default", `default`?.value ?? .null),
        .init("shape", shape.map { .array($0.map { .integer($0) }) } ?? .null),
      ] + type.mlflowMembers)
  }
}
