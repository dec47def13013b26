import Diagnostics
import Inspection
import ManifestCoding
import Manifests

extension ONNXModel {
  func add(to facts: inout FactList) {
    facts.add("producer", [producerName, producerVersion].compactMap { $0?.nilIfEmpty }.joined(separator: " "))
    facts.add("ir version", irVersion.map { "\($0)" })
    facts.add("opsets", operatorSets.map { "\($0.name) \($0.version)" }.joined(separator: ", "))
    facts.add("domain", domain?.nilIfEmpty)
    facts.add("version", modelVersion.flatMap { $0 == 0 ? nil : "\($0)" })
    facts.add("graph", graphName?.nilIfEmpty)
    facts.add("nodes", "\(nodeCount)")
    facts.add("functions", functionCount == 0 ? nil : "\(functionCount)")
    facts.add("parameters", "\(parameterCount) in \(initializerCount) initializer\(initializerCount == 1 ? "" : "s")")
    facts.add("external", externalFiles.joined(separator: "\n"))
    facts.add("inputs", inputs.map { "\($0.name): \($0.type)" }.joined(separator: "\n"))
    facts.add("outputs", outputs.map { "\($0.name): \($0.type)" }.joined(separator: "\n"))
    facts.add("metadata", metadata.map { FactList.short($0.key, $0.value) }.joined(separator: "\n"))
  }

  /// The signature is left out where the graph has what a signature cannot say.
  var members: [JSONValue.Member] {
    var signature: JSONValue?
    do throws(InspectionError) { signature = try self.signature().value } catch { signature = nil }
    let value = JSONValue.object([
      "producerName": producerName.map { .string($0) }, "producerVersion": producerVersion.map { .string($0) },
      "irVersion": irVersion.map { .integer($0) },
      "operatorSets": .array(
        operatorSets.map { .object(["domain": .string($0.name), "version": .integer($0.version)]) }),
      "domain": domain.map { .string($0) }, "modelVersion": modelVersion.map { .integer($0) },
      "graph": graphName.map { .string($0) }, "nodes": .integer(Int64(nodeCount)),
      "functions": .integer(Int64(functionCount)), "initializers": .integer(Int64(initializerCount)),
      "parameters": .integer(parameterCount), "externalFiles": .array(externalFiles.map { .string($0) }),
      "inputs": .array(inputs.map(\.value)), "outputs": .array(outputs.map(\.value)),
      "metadata": .array(metadata.map { .object(["key": .string($0.key), "value": .string($0.value)]) }),
      "signature": signature,
    ])
    guard case .object(let members) = value else { return [] }
    return members
  }
}

extension ONNXModel.OperatorSet {
  /// ONNX's own operators have no name in the file.
  fileprivate var name: String { domain.isEmpty ? "ai.onnx" : domain }
}

extension ONNXModel.Value {
  fileprivate var value: JSONValue { .object(["name": .string(name), "type": .string("\(type)")]) }
}
