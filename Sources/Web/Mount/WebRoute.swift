import Access
import Endpoints
import Manifests

/// A page, as data: its address, the right that it needs, and the function that makes it.
struct WebRoute: Sendable {
  let pattern: String
  let need: Route.Need
  /// Nil for what only people look at.
  let twin: JSONTwin?
  let page: @Sendable (PageContext, Captures) throws -> Outcome
  /// True for a page that lists where its viewer is signed in.
  var listsSessions = false

  /// What the path names.
  struct Captures: Sendable {
    private let texts: [String: String]

    init(_ texts: [String: String]) { self.texts = texts }

    subscript(_ name: String) -> String { texts[name] ?? "" }

    var registry: String { self["registry"] }

    /// The model and what follows its first `@`; nil for nothing.
    var model: (name: ModelName, selector: String?) {
      let parts = self["model"].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        ModelName(registry: registry, model: String(parts[0])), parts.count > 1 ? String(parts[1]) : nil
      )
    }
  }

  init(
    _ pattern: String, _ need: Route.Need, like twin: JSONTwin? = nil,
    _ page: @escaping @Sendable (PageContext, Captures) throws -> Outcome
  ) {
    self.twin = twin
    self.pattern = pattern
    self.need = need
    self.page = page
  }
}
