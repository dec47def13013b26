/// A logged model that a run made, and the step at which it did.
package struct ModelOutput: Hashable, Sendable {
  package let model: String
  package let step: Int64

  package init(model: String, step: Int64) {
    self.model = model
    self.step = step
  }
}
