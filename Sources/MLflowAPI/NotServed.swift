import Access
import Endpoints

/// What MLflow's server has beside runs and models, and this one has not. Its clients are told so at once, and in words.
struct NotServed: Sendable {
  /// Below `…/api/3.0/mlflow/`, or `…/api/2.0/mlflow/` for webhooks, with what they are.
  private static let services = [
    ("datasets", "datasets for evaluation"),
    ("gateway", "a gateway to models"),
    ("issues", "issues"),
    ("label-schemas", "schemas of labels"),
    ("mcp-servers", "a registry of MCP servers"),
    ("prompt-optimization", "jobs that optimize prompts"),
    ("review-queues", "queues for reviews"),
    ("scorers", "scorers"),
    ("webhooks", "webhooks: it makes no request to addresses that users send"),
    ("workspaces", "workspaces: each registry is a server of its own"),
  ]

  private let dialect: MLflowDialect

  init(_ dialect: MLflowDialect) { self.dialect = dialect }

  var routes: [Route] {
    var routes: [Route] = []
    for (name, what) in Self.services {
      let path = "\(dialect.prefix)/api/\(name == "webhooks" ? "2.0" : "3.0")/mlflow/\(name)"
      for method in HTTPMethod.allCases where method != .head {
        for pattern in [path, path + "/{rest...}"] {
          routes.append(
            Route(method, RoutePattern(pattern), needs: .look) { _ in
              throw MLflowError(.notImplemented, "this server has no \(what)")
            })
        }
      }
    }
    return routes
  }
}
