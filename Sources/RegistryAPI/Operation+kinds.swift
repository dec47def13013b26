import Access
import Actions
import Diagnostics
import Endpoints

extension Operation {
  /// A look-up: it reads the registry as the caller may see it, and answers a document as a command prints it with `--json`.
  ///
  /// - Parameters:
  ///   - isTimed: true if it can be asked about another moment.
  ///   - right: that registries must give the caller to be there.
  static func look(
    _ path: String, _ need: Route.Need, _ summary: String, like commands: String, query: [RequestField] = [],
    isTimed: Bool = true, answers answer: String,
    _ read: @escaping @Sendable (Sight, Call) throws -> JSONValue
  ) -> Operation {
    Operation(
      .get, path, need, summary, like: commands, query: query + (isTimed ? [.at] : []), answers: answer
    ) { call in
      let (at, right) = (try call.moment(), need.lookRight)
      return try await call.repository.read(as: call.principal, with: right, at: at) { sight in
        Answer.document(try read(sight, call), of: sight)
      }
    }
  }

  /// A list, one page at a time.
  static func list(
    _ path: String, _ need: Route.Need, _ summary: String, like commands: String, query: [RequestField] = [],
    answers answer: String, _ read: @escaping @Sendable (Sight, Call, Page) throws -> PageOfList
  ) -> Operation {
    Operation(
      .get, path, need, summary, like: commands, query: query + Page.fields + [.at], answers: answer
    ) { call in
      let (at, page) = (try call.moment(), try Page(call))
      return try await call.repository.read(as: call.principal, with: need.lookRight, at: at) { sight in
        let list = try read(sight, call, page)
        var response = Answer.document(.array(list.rows), of: sight)
        if list.hasMore { response.headers.append(("Link", page.linkToNext(call))) }
        return response
      }
    }
  }

  /// Something that changes the registry, in one commit.
  static func write(
    _ method: HTTPMethod, _ path: String, _ need: Route.Need, _ summary: String, like commands: String,
    query: [RequestField] = [], body: [RequestField]? = nil,
    _ actions: @escaping @Sendable (Call) async throws -> [any Action]
  ) -> Operation {
    Operation(
      method, path, need, summary, like: commands, query: query + Commit.fields, body: body, answers: "change"
    ) { call in try await Commit(call).land(try await actions(call)) }
  }
}

extension Route.Need {
  /// What a registry must give the caller to be seen by this request.
  fileprivate var lookRight: Right {
    switch self {
    case .registry(let right), .some(let right): right
    case .nothing, .repository, .organization: .look
    }
  }
}

extension RequestField {
  static let at = RequestField(
    "at", .text, "A commit of the branch by its id, a day or a time: what the registry was then")
}
