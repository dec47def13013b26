import Endpoints
import Testing

@Suite struct RouteTableTests {
  private static let table = RouteTable(
    [
      (.get, "/healthz"), (.get, "/r/{registry}/api/runs/get"), (.post, "/r/{registry}/api/runs/get"),
      (.get, "/r/{registry}/files"), (.get, "/r/{registry}/files/{path...}"), (.put, "/r/{registry}/files/{path...}"),
      (.get, "/r/{registry}/models/{id}"), (.post, "/r/{registry}/models/search"),
    ].map { method, pattern in Route(method, pattern, needs: nil) { _ in ServerResponse() } })

  struct Case: Sendable, CustomTestStringConvertible {
    let method: HTTPMethod
    let path: String
    /// The pattern that is found, with the captures; nil for none.
    let found: String?

    var testDescription: String { "\(method.rawValue) \(path)" }
  }

  @Test(arguments: [
    Case(method: .get, path: "/healthz", found: "/healthz"),
    Case(method: .get, path: "/healthz/", found: "/healthz"),
    Case(method: .head, path: "/healthz", found: "/healthz"),
    Case(method: .post, path: "/healthz", found: "other: GET"),
    Case(method: .get, path: "/r/Models/api/runs/get", found: "/r/{registry}/api/runs/get registry=Models"),
    Case(method: .delete, path: "/r/Models/api/runs/get", found: "other: GET POST"),
    Case(method: .get, path: "/r/Models/files", found: "/r/{registry}/files registry=Models"),
    Case(
      method: .get, path: "/r/Models/files/a/b%20c.txt",
      found: "/r/{registry}/files/{path...} path=a/b c.txt registry=Models"),
    Case(method: .get, path: "/r/Models/files/a%2Fb", found: "/r/{registry}/files/{path...} path=a/b registry=Models"),
    Case(method: .get, path: "/r/Models/files/a//b", found: "/r/{registry}/files/{path...} path=a//b registry=Models"),
    Case(method: .get, path: "/r/Models/models/search", found: "/r/{registry}/models/{id} id=search registry=Models"),
    Case(method: .post, path: "/r/Models/models/search", found: "/r/{registry}/models/search registry=Models"),
    Case(method: .get, path: "/r//models/x", found: nil),
    Case(method: .get, path: "/", found: nil),
    Case(method: .get, path: "", found: nil),
    Case(method: .get, path: "/r/Mod%els/files", found: nil),
    Case(method: .get, path: "/r/a%00b/files", found: nil),
    Case(method: .get, path: "/r/%ff/files", found: nil),
  ])
  func matches(_ given: Case) {
    let found: String? =
      switch Self.table.match(given.method, given.path) {
      case .none: nil
      case .otherMethods(let methods): "other: " + methods.map(\.rawValue).joined(separator: " ")
      case .found(let route, let captures):
        ([route.pattern.description] + captures.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
          .joined(separator: " ")
      }
    #expect(found == given.found)
  }
}
