import Actions
import Diagnostics
import Inspection
import ManifestCoding
import Manifests

extension FileReport {
  /// For people; empty if the file cannot be read.
  var text: String {
    guard case .success(let file) = content else { return "" }
    var facts = FactList()
    facts.add("file", path)
    facts.add("kind", file.title)
    facts.add("size", ByteCount.text(sizeInBytes))
    switch file {
    case .onnx(let model): model.add(to: &facts)
    case .safetensors(let tensors): tensors.add(to: &facts)
    case .mlflow(let model): model.add(to: &facts)
    case .other(let kind):
      for detail in kind.details { facts.add(detail.name, detail.value) }
      facts.add("advice", kind.advice)
    }
    guard case .safetensors(let tensors) = file else { return facts.text }
    return facts.text + tensors.table
  }

}

extension InspectedFile {
  fileprivate var title: String {
    switch self {
    case .onnx: "an ONNX model"
    case .safetensors: "safetensors"
    case .mlflow: "an MLflow model"
    case .other(let kind): kind.title
    }
  }

}

extension FactList {
  /// Longer texts in a file's metadata are cut; JSON has them whole.
  private static let textLimit = 120

  /// `key=value` on one line.
  static func short(_ key: String, _ value: String) -> String {
    let line = value.prefix { $0 != "\n" }
    return "\(key)=" + line.prefix(textLimit) + (line.count > textLimit || line.count < value.count ? "…" : "")
  }
}
