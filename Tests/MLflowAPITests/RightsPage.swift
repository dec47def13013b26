import Access
import Endpoints

/// docs/rights.md: who may do what, made of the route table and of what its routes are held to.
struct RightsPage {
  private let routes: [Route]

  init(_ routes: [Route]) { self.routes = routes }

  /// In the order of the page's columns, with what the page calls them.
  private static let callers: [(ServedSandbox.Caller, String)] = [
    (.nobody, "nobody"), (.badToken, "wrong, expired or revoked token"), (.former, "who left"),
    (.otherRegistry, "member elsewhere"), (.otherToken, "token for others"), (.restrictedViewer, "restricted viewer"),
    (.viewer, "viewer"), (.readToken, "admin, read token"), (.member, "member"), (.admin, "admin"),
    (.organizationAdmin, "organization's admin, token for it"),
  ]

  /// Each need that a route has, least first.
  private var needs: [Route.Need] {
    let all: [Route.Need] =
      [.nothing] + Right.allCases.map { .registry($0) } + Right.allCases.map { .some($0) }
      + Right.allCases.map { .organization($0) } + Right.allCases.map { .repository($0) }
    return all.filter { need in routes.contains { $0.need == need } }
  }

  var text: String {
    """
    # Who may do what

    This page is made of the table that the server answers by, and of what the tests hold each route to: every route is asked by every one of
    these callers. [serving.md](serving.md#who-sees-what) says which visibility and role give which right.

    The registry in question is restricted. `yes` is an answer; 401 asks for a token, and says no more of what is there than of what is not; 404 is
    the same answer, byte for byte, as for what does not exist; 403 is for what may be seen and not done. A right is looked up when it is used:
    each second while a file or a clone is under way, and right before a commit is written.

    | needed | \(Self.callers.map(\.1).joined(separator: " | ")) |
    |---|\(Self.callers.map { _ in "---|" }.joined())
    \(needs.map(row).joined(separator: "\n"))

    `look` is what manifests say, `read` content too. A right *of some registry* is asked for where the answer is about those registries alone in
    which the caller has it: what is hidden is in no list, count, size, lineage or history. A right *of the repository* is asked for by git and
    git-lfs, which hand out all of it: whoever may not read each registry gets nothing. Who may read it all may push; the hook judges what. The
    rules may refuse a change that the right allows: [rules.md](rules.md).

    \(needs.map(section).joined(separator: "\n\n"))

    """
  }

  private func row(_ need: Route.Need) -> String {
    let cells = Self.callers.map { caller, _ in
      switch ExpectedAccess.of(caller, need) {
      case .allowed: "yes"
      case .unauthenticated: "401"
      case .forbidden: "403"
      case .hidden: "404"
      }
    }
    return "| \(need.text) | \(cells.joined(separator: " | ")) |"
  }

  /// MLflow's routes are there under several addresses; the page shows each once.
  private static let mounts = [
    "/api/v4/projects/{project}/ml/mlflow/ajax-api", "/api/v4/projects/{project}/ml/mlflow/api",
    "/api/v4/projects/{project}/ml/mlflow", "/registries/{registry}/ajax-api", "/registries/{registry}/api",
    "/registries/{registry}",
  ]

  private func section(_ need: Route.Need) -> String {
    let places = routes.filter { $0.need == need }.map { route in
      let path = route.pattern.description
      let mount = Self.mounts.first { path.hasPrefix($0 + "/") }
      let short = mount.map { "…" + path.dropFirst($0.count) } ?? path
      return "`\(route.method.rawValue) \(short)`"
    }
    let lines = Set(places).sorted().map { "- \($0)" }
    return """
      ## Routes: \(need.text)

      \(lines.joined(separator: "\n"))
      """
  }
}
