/// One page of an answer.
package struct Page<Value: Sendable>: Sendable {
  package let values: [Value]
  /// What asks for the next page; nil on the last.
  package let nextToken: String?

  package init(_ values: [Value], nextToken: String? = nil) {
    self.values = values
    self.nextToken = nextToken
  }
}

extension Page: Equatable where Value: Equatable {}
