/// The pages of one thing beside each other.
struct Tabs {
  struct Tab {
    let text: String
    let address: Address
    var count: Int?
  }

  /// Of what: for who cannot see that they belong together.
  let label: String
  let tabs: [Tab]
  let current: Int

  func write(_ h: inout HTML) {
    h("nav", .class("tabs"), .label(label)) { h in
      for (index, tab) in tabs.enumerated() where !tab.address.isNowhere {
        h("a", .href(tab.address), index == current ? .currentPage : nil) { h in
          h.text(tab.text)
          if let count = tab.count { h("span", .class("count"), text: NumberText.count(count)) }
        }
      }
    }
  }
}
