package import Endpoints

/// One thing that the interface does, as data: its route, its description and the commands that do the same are made of it.
package struct Operation: Sendable {
  package let method: HTTPMethod
  /// Below the mount's prefix.
  package let path: String
  package let need: Route.Need
  package let description: RouteDescription
  /// The commands that do the same: `version yank`.
  package let commands: [String]
  let handle: @Sendable (Call) async throws -> ServerResponse

  init(
    _ method: HTTPMethod, _ path: String, _ need: Route.Need, _ summary: String, like commands: String...,
    query: [RequestField] = [], body: [RequestField]? = nil, answers answer: String? = nil,
    _ handle: @escaping @Sendable (Call) async throws -> ServerResponse
  ) {
    self.method = method
    self.path = path
    self.need = need
    self.commands = commands
    description = RouteDescription(summary, query: query, body: body, answers: answer)
    self.handle = handle
  }
}
