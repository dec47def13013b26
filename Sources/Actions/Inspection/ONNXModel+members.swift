import Diagnostics
import Inspection
import ManifestCoding
import Manifests

extension ONNXModel {
  /// The signature is left out if the graph has what a signature cannot say.
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

extension ONNXModel.Value {
  fileprivate var value: JSONValue { .object(["name": .string(name), "type": .string("\(type)")]) }
}

extension ONNXModel.OperatorSet {
  /// ONNX's own operators have no name in the file.
  package var name: String { domain.isEmpty ? "ai.onnx" : domain }
}
