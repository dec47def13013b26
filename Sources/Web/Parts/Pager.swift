/// Which rows of a list a page has. Its query names the last row of the page before or the first one of the page behind, so that a link
/// stays good when rows are added.
struct Pager {
  let range: Range<Int>
  private let keys: [String]

  /// - Parameter keys: one of each row, no two alike.
  init(_ keys: [String], size: Int, _ query: PageQuery) {
    self.keys = keys
    if let after = query["after"], let place = keys.firstIndex(of: after) {
      range = place + 1..<max(place + 1, min(keys.count, place + 1 + size))
    } else if let before = query["before"], let place = keys.firstIndex(of: before) {
      range = max(0, place - size)..<place
    } else {
      range = 0..<min(size, keys.count)
    }
  }

  func write(_ h: inout HTML, _ one: StaticString, _ many: StaticString, _ context: PageContext) {
    h("nav", .class("pager"), .label("Pages of the list")) { h in
      let count = NumberText.count(keys.count, one, many)
      h(
        "span",
        text: range.count == keys.count
          ? count : "\(NumberText.count(range.lowerBound + 1)) to \(NumberText.count(range.upperBound)) of \(count)")
      if range.lowerBound > 0 {
        h("a", .href(context.same([("before", keys[range.lowerBound])])), .own("rel", "prev"), text: "Previous")
      }
      if range.upperBound < keys.count, !range.isEmpty {
        h("a", .href(context.same([("after", keys[range.upperBound - 1])])), .own("rel", "next"), text: "Next")
      }
    }
  }
}
