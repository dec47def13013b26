import Diagnostics
import Manifests

extension SignatureField {
  /// `text: string`, `image: float32[?, 784]`, `tags: Array(string) (optional)`.
  var text: String { (name.map { "\($0): " } ?? "") + "\(type)" + (isOptional ? " (optional)" : "") }
}

extension SignatureParameter {
  /// `top_k: long = 5`, `stop: list of string = [a, b]`.
  var text: String {
    "\(name): \(shape == nil ? "" : "list of ")\(type)" + (`default`.map { " = \($0)" } ?? "")
  }
}

extension FactList {
  mutating func add(_ signature: Signature?) {
    add("inputs", signature?.inputs.map { $0.text }.joined(separator: "\n"))
    add("outputs", signature?.outputs.map { $0.text }.joined(separator: "\n"))
    add("params", signature?.params.map { $0.text }.joined(separator: "\n"))
  }
}
