/// What a request was answered, kept for a client that asks again since the answer was lost.
package struct RememberedAnswer: Hashable, Sendable {
  package let answer: String
  package let request: RequestKey
  package let registry: String
  /// Milliseconds since 1970.
  package let time: Int64

  package init(_ answer: String, to request: RequestKey, in registry: String, at time: Int64) {
    self.answer = answer
    self.request = request
    self.registry = registry
    self.time = time
  }
}
