import Actions
import Diagnostics
import Inspection

extension SafetensorsFile {
  /// So many tensors fit a screen; JSON has them all.
  private static let rowLimit = 40

  func add(to facts: inout FactList) {
    facts.add("header", ByteCount.text(headerSizeInBytes))
    facts.add("parameters", "\(parameterCount) in \(tensors.count) tensor\(tensors.count == 1 ? "" : "s")")
    facts.add("metadata", metadata.map { FactList.short($0.key, $0.value) }.joined(separator: "\n"))
  }

  var table: String {
    guard !tensors.isEmpty else { return "" }
    var table = Table("TENSOR", "DTYPE", "SHAPE", "SIZE")
    for tensor in tensors.prefix(Self.rowLimit) {
      table.add(tensor.name, tensor.dtype.rawValue, tensor.shapeText, ByteCount.text(tensor.sizeInBytes))
    }
    let rest = tensors.count - Self.rowLimit
    return "\n" + table.text + (rest > 0 ? "… and \(rest) more; --json lists all\n" : "")
  }
}

extension SafetensorsFile.Tensor {
  fileprivate var shapeText: String { "[" + shape.map { "\($0)" }.joined(separator: ", ") + "]" }
}
