/// What clients are told of a route: OpenAPI is made of it, and what a request sends is read by it.
package struct RouteDescription: Sendable {
  /// A sentence without its full stop.
  package let summary: String
  package let query: [RequestField]
  /// Nil for a route without a body; none for a body of bytes.
  package let body: [RequestField]?
  /// The name of the schema of its answer; nil for bytes.
  package let answer: String?

  package init(
    _ summary: String, query: [RequestField] = [], body: [RequestField]? = nil, answers answer: String? = nil
  ) {
    self.summary = summary
    self.query = query
    self.body = body
    self.answer = answer
  }
}
