/// The paths of a route: `/registries/{registry}/api/2.0/mlflow/runs/create`. `{name}` stands for one segment, `{name...}` at the end for
/// any number of them.
package struct RoutePattern: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  package enum Segment: Hashable, Sendable {
    case literal(String)
    case one(String)
    case rest(String)
  }

  package let segments: [Segment]
  package let description: String

  package init(_ text: String) {
    description = text
    segments = text.split(separator: "/").map { part in
      guard part.first == "{", part.last == "}" else { return .literal(String(part)) }
      let name = part.dropFirst().dropLast()
      return name.hasSuffix("...") ? .rest(String(name.dropLast(3))) : .one(String(name))
    }
  }

  package init(stringLiteral text: String) { self.init(text) }

  /// The pattern below another one.
  package func under(_ prefix: String) -> RoutePattern { RoutePattern(prefix + description) }
}
