import Manifests

/// How a version is taken, exact and as it runs.
struct UseIt {
  let model: ModelName
  /// What follows the `@`.
  let selector: String
  /// A file of it; nil if it has none.
  let file: String?
  /// Addresses of the server; nil if there is none.
  private let clients: Links?

  init(_ model: ModelName, _ selector: String, file: String?, _ context: PageContext) {
    (self.model, self.selector, self.file, clients) = (model, selector, file, context.clients)
  }

  private var ways: [(name: StaticString, kind: Attribute, panel: Attribute, text: String)] {
    var ways: [(name: StaticString, kind: Attribute, panel: Attribute, text: String)] = [
      ("CLI", .class("u1"), .class("p1"), "git registry pull \(model)@\(selector) --lock models.lock.yaml")
    ]
    guard let clients else { return ways }
    ways.append(
      (
        "MLflow", .class("u2"), .class("p2"),
        """
        import mlflow
        mlflow.set_registry_uri(
          "\(clients.mlflow(model.registry).text)")
        m = mlflow.pyfunc.load_model(
          "models:/\(model.model)\(isAlias ? "@" : "/")\(selector)")
        """
      ))
    if let file, let number = SemanticVersion(selector) {
      let address = clients.file(model, number, file).text
      ways.append(
        ("curl", .class("u3"), .class("p3"), "curl -fLO -H \"Authorization: Bearer $TOKEN\" \\\n  '\(address)'"))
    }
    return ways
  }

  private var isAlias: Bool { SemanticVersion(selector) == nil && selector != "latest" }

  func write(_ h: inout HTML) {
    h("div", .class("use")) { h in
      h("fieldset") { h in
        h("legend", .class("hidden"), text: "Client")
        for (index, way) in ways.enumerated() {
          h("label") { h in
            h.void(
              "input", .own("type", "radio"), .own("name", "use"), way.kind, index == 0 ? .flag("checked") : nil)
            h.text("\(way.name)")
          }
        }
      }
      for way in ways { h("div", way.panel) { $0("pre", .class("code"), .focusable, text: way.text) } }
    }
  }
}
