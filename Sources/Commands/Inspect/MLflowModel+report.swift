import Diagnostics
import ManifestCoding
import Manifests

extension MLflowModel {
  func add(to facts: inout FactList) {
    facts.add("flavors", flavors.map(\.text).joined(separator: "\n"))
    for field in fields { facts.add(field.key, field.value) }
    facts.add(signature)
    facts.add("signature", signatureProblem.map { "cannot be read: \($0)" })
  }

  /// Why the signature cannot be read, and where it stands; nil where it can or there is none.
  var signatureProblem: String? {
    signatureProblems.first.map { "\($0.message) (line \($0.mark.line), column \($0.mark.column))" }
  }

  /// `flavors`, `fields`, and `signature` or `signatureProblem`.
  var members: [JSONValue.Member] {
    [
      .init("flavors", .object(flavors.map { .init($0.name, .object($0.fields.map(\.member))) })),
      .init("fields", .object(fields.map(\.member))),
    ] + (signature?.value.map { [.init("signature", $0)] } ?? [])
      + (signatureProblem.map { [.init("signatureProblem", .string($0))] } ?? [])
  }
}

extension MLflowModel.Flavor {
  /// `sklearn (sklearn_version 1.5.0, pickled_model model.pkl)`.
  fileprivate var text: String {
    name + (fields.isEmpty ? "" : " (" + fields.map { "\($0.key) \($0.value)" }.joined(separator: ", ") + ")")
  }
}

extension MLflowModel.Field {
  fileprivate var member: JSONValue.Member { .init(key, .string(value)) }
}
