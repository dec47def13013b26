/// A question that would take too long to answer.
package struct SearchLimitError: Error, CustomStringConvertible {
  package var description: String { "the question looks at too much" }
}
