import Actions
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

}

extension MLflowModel.Flavor {
  /// `sklearn (sklearn_version 1.5.0, pickled_model model.pkl)`.
  fileprivate var text: String {
    name + (fields.isEmpty ? "" : " (" + fields.map { "\($0.key) \($0.value)" }.joined(separator: ", ") + ")")
  }
}
