import Access
package import Diagnostics

/// The description of routes that programs read.
///
/// Source: https://spec.openapis.org/oas/v3.1.0
package enum OpenAPI {
  /// Where the description of some routes is, for everybody: it is the same whatever anybody keeps.
  package static func routes(of routes: [Route]) -> [Route] {
    let document = ServerResponse(json: document(of: routes))
    return [Route(.get, "/api/v1/openapi.json", needs: nil) { _ in document }]
  }

  package static func document(of routes: [Route]) -> JSONValue {
    let paths = Dictionary(grouping: routes) { path(of: $0.pattern) }.sorted { $0.key < $1.key }
    let items = paths.map { path, routes in
      (path, object(routes.sorted { $0.method.rawValue < $1.method.rawValue }.map(operation)))
    }
    return object([
      ("openapi", .string("3.1.0")),
      ("info", object([("title", .string("git registry")), ("version", .string("1"))])),
      ("paths", object(items)),
      (
        "components",
        object([
          (
            "securitySchemes",
            object([
              ("token", object([("type", .string("http")), ("scheme", .string("bearer"))])),
              ("password", object([("type", .string("http")), ("scheme", .string("basic"))])),
            ])
          )
        ])
      ),
    ])
  }

  private static func operation(_ route: Route) -> (String, JSONValue) {
    let told = route.description
    var fields: [(String, JSONValue)] = [("operationId", .string("\(route.method.rawValue) \(route.pattern)"))]
    if let told { fields.append(("summary", .string(told.summary))) }
    fields.append(
      ("parameters", .array(names(in: route.pattern).map(parameter) + (told?.query.map(OpenAPIField.parameter) ?? []))))
    if let content = requestContent(route) {
      fields.append(("requestBody", object([("content", object([content]))])))
    }
    fields.append(("responses", responses(told)))
    if let right = route.right {
      fields.append(("security", .array([object([("token", .array([]))]), object([("password", .array([]))])])))
      fields.append(("x-right", .string(right.rawValue)))
    }
    return (route.method.rawValue.lowercased(), object(fields))
  }

  /// The type of what a request sends, and its schema; nil if it sends nothing.
  private static func requestContent(_ route: Route) -> (String, JSONValue)? {
    if let told = route.description {
      guard let body = told.body else { return nil }
      if body.isEmpty { return ("application/octet-stream", object([("schema", .object([]))])) }
      return ("application/json", object([("schema", OpenAPIField.schema(ofObject: body))]))
    }
    guard [.post, .put, .patch].contains(route.method) else { return nil }
    return route.method == .put
      ? ("application/octet-stream", object([("schema", .object([]))]))
      : ("application/json", object([("schema", object([("type", .string("object"))]))]))
  }

  private static func responses(_ told: RouteDescription?) -> JSONValue {
    guard let told else { return object([("default", object([("description", .string("An answer, or an error."))]))]) }
    // What its schema refers to lies below another address, so it is told in words.
    func answer(_ description: String, _ schema: String?) -> JSONValue {
      let type = schema == nil ? "application/octet-stream" : "application/json"
      let place = schema.map { "\(description) Its schema: /-/schema/v1/output/\($0).json" } ?? description
      return object([
        ("description", .string(place)), ("content", object([(type, object([("schema", .object([]))]))])),
      ])
    }
    return object([
      ("200", answer("What was asked for.", told.answer)), ("default", answer("Why it was not done.", "error")),
    ])
  }

  private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { JSONValue.Member($0.0, $0.1) })
  }

  private static func parameter(_ name: String) -> JSONValue {
    object([
      ("name", .string(name)), ("in", .string("path")), ("required", .boolean(true)),
      ("schema", object([("type", .string("string"))])),
    ])
  }

  private static func names(in pattern: RoutePattern) -> [String] {
    pattern.segments.compactMap { segment in
      switch segment {
      case .literal: nil
      case .one(let name), .rest(let name): name
      }
    }
  }

  /// `{path...}` has no form of its own there.
  private static func path(of pattern: RoutePattern) -> String {
    "/"
      + pattern.segments.map { segment in
        switch segment {
        case .literal(let text): text
        case .one(let name), .rest(let name): "{\(name)}"
        }
      }.joined(separator: "/")
  }
}
