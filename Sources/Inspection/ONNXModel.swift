/// What an ONNX model says of itself.
///
/// Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, `ModelProto`.
package struct ONNXModel: Hashable, Sendable {
  package struct Value: Hashable, Sendable {
    package let name: String
    package let type: ONNXType
  }

  package struct OperatorSet: Hashable, Sendable {
    /// Empty for ONNX's own operators.
    package let domain: String
    package let version: Int64
  }

  package struct Property: Hashable, Sendable {
    package let key: String
    package let value: String
  }

  package var irVersion: Int64?
  package var producerName: String?
  package var producerVersion: String?
  package var domain: String?
  package var modelVersion: Int64?
  package var operatorSets: [OperatorSet] = []
  package var metadata: [Property] = []
  package var functionCount = 0
  package var graphName: String?
  /// Those of the graph, in its order. What has an initializer too is a default and no input.
  package var inputs: [Value] = []
  package var outputs: [Value] = []
  /// Of the graph itself; a node's own graphs count as that node.
  package var nodeCount = 0
  package var initializerCount = 0
  /// The elements of all initializers.
  package var parameterCount: Int64 = 0
  /// Files that hold initializers, sorted.
  package var externalFiles: [String] = []
}
