/// The interface of a model: what goes in, what comes out, which parameters inference takes.
///
/// Source: https://mlflow.org/docs/latest/ml/model/signatures
package struct Signature: Hashable, Sendable {
  package var inputs: [SignatureField]
  package var outputs: [SignatureField]
  package var params: [SignatureParameter]

  package init(inputs: [SignatureField] = [], outputs: [SignatureField] = [], params: [SignatureParameter] = []) {
    self.inputs = inputs
    self.outputs = outputs
    self.params = params
  }
}
