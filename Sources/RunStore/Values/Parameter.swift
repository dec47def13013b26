/// A parameter of a run or a logged model: it is given once, and never changes.
package struct Parameter: Hashable, Sendable {
  package let key: String
  package let value: String

  package init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}
