import Actions
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
}
