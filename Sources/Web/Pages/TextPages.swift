import Actions
import Git
import GitObjects
import Manifests
import RegistryStore
import Rules

/// Files as they stand: cards, and the manifest of a version.
enum TextPages {
  static func card(of reference: Reference, _ context: PageContext) throws -> Page {
    guard let card = try CardText.html(of: reference, context) else {
      throw ActionFailure(.notFound, "\(reference) has no card", help: "it is the file README.md in its folder")
    }
    let body = HTML { h in h("div", .class("card", "pad")) { $0.append(card) } }
    if let model = reference.modelName {
      return try ModelFrame.page(
        model, context.find.model(model), tab: .card, title: "Card of \(model)", body: body, context)
    }
    var page = Page("Card of \(reference.registry)", heading: HTML { $0.text(reference.registry) }, body: body)
    page.crumbs = [RegistryPage.crumb(context)]
    page.tabs = try RegistryPage.tabs(reference.registry, current: 3, context)
    return page
  }

  /// Each line with a number that a link may name: `#L12`.
  static func manifest(_ name: ModelName, _ number: SemanticVersion, _ context: PageContext) throws -> Page {
    let model = try context.find.model(name)
    _ = try context.find.version(number, of: name)
    guard let manifest = try context.snapshot.version("\(number)", of: name) else {
      throw ActionFailure(.notFound, "there is no version \(number) of \(name)")
    }
    // What it was made from may be hidden from the viewer: its name is not there either.
    let hidden = (manifest.value?.lineage ?? []).map(\.input).filter { !context.sees(lineage: $0) }
    let text = hidden.reduce(String(decoding: try context.snapshot.content(of: manifest.blob), as: UTF8.self)) {
      $0.replacing($1, with: LineageNode.hidden)
    }
    let body = HTML { h in
      h("div", .class("card")) { h in
        h("pre", .class("code", "numbered"), .focusable) { h in
          for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            h("span", .id("L\(index + 1)"), text: String(line))
            h.text("\n")
          }
        }
      }
    }
    var page = Page(
      "Manifest of \(name)@\(number)",
      heading: HTML { h in
        h("a", .href(context.links.version(name, "\(number)")), text: "\(name.model)@\(number)")
      }, body: body)
    page.crumbs = ModelFrame.crumbs(name, model, context)
    page.lead = HTML { $0("code", text: "\(manifest.path)") }
    return page
  }
}
