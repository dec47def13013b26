import Actions
import Manifests
import RegistryStore
import Rules

/// What all pages of a model have in common.
enum ModelFrame {
  enum Tab: Int { case versions, card, candidates, compare, lines, lineage, history }

  /// - Parameters:
  ///   - title: of the window; the model's name if nil.
  ///   - versions: how many there are; counted if nil.
  static func page(
    _ name: ModelName, _ model: Model, tab: Tab?, title: String? = nil, versions: Int? = nil, body: HTML,
    _ context: PageContext
  ) throws -> Page {
    let shown = model.title ?? name.model
    var page = Page(title ?? "\(name)", heading: HTML { $0.text(shown) }, body: body)
    let registry = try context.find.registry(name.registry)
    page.crumbs = [
      RegistryPage.crumb(context), Page.Crumb(text: name.registry, address: context.links.registry(name.registry)),
    ]
    if registry.visibility != .organization {
      page.chip = HTML { Chips.visibility(&$0, registry.visibility) }
    }
    page.lead = model.description.map { text in HTML { $0.text(text) } }
    page.actions = try Offer.ofModel(name, context)
    page.tabs = try tabs(name, shown, current: tab, versions: versions, context)
    return page
  }

  static func crumbs(_ name: ModelName, _ model: Model, _ context: PageContext) -> [Page.Crumb] {
    [
      RegistryPage.crumb(context), Page.Crumb(text: name.registry, address: context.links.registry(name.registry)),
      Page.Crumb(text: model.title ?? name.model, address: context.links.model(name)),
    ]
  }

  private static func tabs(
    _ name: ModelName, _ shown: String, current: Tab?, versions: Int?, _ context: PageContext
  ) throws -> Tabs {
    let links = context.links
    let brief = try context.tables.brief(of: name, in: context.snapshot)
    var tabs: [(Tab, Tabs.Tab)] = [
      (.versions, .init(text: "Versions", address: links.model(name), count: versions ?? brief.versions))
    ]
    if let reference = Reference("\(name)"), try context.find.card(of: reference) != nil {
      tabs.append((.card, .init(text: "Model card", address: links.model(name, "card"))))
    }
    tabs += [
      (.candidates, .init(text: "Candidates", address: links.model(name, "candidates"), count: brief.candidates)),
      (.compare, .init(text: "Compare", address: links.model(name, "compare"))),
      (.lines, .init(text: "Release lines", address: links.model(name, "lines"))),
      (.lineage, .init(text: "Lineage", address: links.model(name, "lineage"))),
      (.history, .init(text: "History", address: links.model(name, "history"))),
    ]
    return Tabs(label: shown, tabs: tabs.map(\.1), current: tabs.firstIndex { $0.0 == current } ?? -1)
  }
}
