import Endpoints

/// Which route of our own interface has what a page shows, for programs.
struct JSONTwin: Sendable {
  /// The route's pattern behind the interface's prefix.
  let pattern: @Sendable (WebRoute.Captures) -> String
  /// What is asked of it, of what was asked of the page.
  let query: @Sendable (WebRoute.Captures, PageQuery) -> [(name: String, value: String)]

  /// - Parameter pattern: `/registries/{registry}`; what it captures is what the page captures.
  static func at(_ pattern: String) -> JSONTwin { JSONTwin(pattern: { _ in pattern }, query: { renamed($1) }) }

  /// A page of a model, or of one of its versions.
  static func ofModel(_ part: String = "") -> JSONTwin {
    JSONTwin(
      pattern: { captures in
        let model = "/registries/{registry}/models/{model}"
        return (captures.model.selector == nil ? model : model + "/versions/{version}") + part
      }, query: { renamed($1) })
  }

  static let comparison = JSONTwin(pattern: { _ in "/compare" }) { captures, query in
    query.all("v").map { text in
      ("ref", ComparePage.reference(text, of: captures.model.name).map { "\($0)" } ?? text)
    } + query.items.filter { $0.name == "at" }
  }

  static let review = JSONTwin(pattern: { _ in "/review" }) { captures, _ in [("head", captures["branch"])] }

  static let bytes = JSONTwin(pattern: { _ in "/search" }) { captures, query in
    [("scope", "artifacts"), ("where", "digest = '\(captures["digest"].filter { $0 != "'" })'")] + renamed(query)
  }

  /// A page's filter is the interface's `where`.
  private static func renamed(_ query: PageQuery) -> [(name: String, value: String)] {
    query.items.filter { !$0.value.isEmpty }.map { ($0.name == "q" ? "where" : $0.name, $0.value) }
  }
}
