import Diagnostics
import ManifestCoding
import Manifests

extension MLflowModel {
  /// `flavors`, `fields`, and `signature` or `signatureProblem`.
  var members: [JSONValue.Member] {
    [
      .init("flavors", .object(flavors.map { .init($0.name, .object($0.fields.map(\.member))) })),
      .init("fields", .object(fields.map(\.member))),
    ] + (signature?.value.map { [.init("signature", $0)] } ?? [])
      + (signatureProblem.map { [.init("signatureProblem", .string($0))] } ?? [])
  }
}

extension MLflowModel.Field {
  fileprivate var member: JSONValue.Member { .init(key, .string(value)) }
}
