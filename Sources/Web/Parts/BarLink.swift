import Endpoints

/// A link of the bar above every page.
struct BarLink {
  let text: String
  let address: Address
  /// The page that it leads to; nil if no page says that it is there.
  var section: Page.Section?
  /// What a key calls it.
  var key: Attribute?
  var count = 0

  /// Those that the viewer has.
  static func all(_ context: PageContext) -> [BarLink] {
    let links = context.links
    var all = [BarLink(text: "Registries", address: links.registries, section: .registries)]
    if let proposals = context.proposals {
      all.append(
        BarLink(
          text: "Proposals", address: links.proposals, section: .proposals, key: .own("data-key", "proposals"),
          count: proposals.branches.count))
    }
    all.append(
      BarLink(text: "History", address: links.history(), section: .history, key: .own("data-key", "history")))
    if !links.isAnswered { all.append(BarLink(text: "Search", address: links.search())) }
    if context.sight.isMember {
      all.append(BarLink(text: "Members", address: links.members, section: .members, key: .own("data-key", "members")))
    }
    return all
  }

  func write(_ h: inout HTML, _ current: Page.Section, hasKey: Bool) {
    h("a", hasKey ? key : nil, .href(address), section == current ? .currentPage : nil) { h in
      h.text(text)
      if count > 0 { h("span", .class("count"), text: NumberText.count(count)) }
    }
  }
}
