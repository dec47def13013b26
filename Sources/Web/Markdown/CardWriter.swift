/// Writes a model card as HTML: by the same writer as all else, so that no markup of the card's own gets in.
///
/// Left out are tags and comments; links lead to the web or to a heading of the card, pictures are files of the model.
struct CardWriter {
  private(set) var html = HTML()
  private let picture: (String) -> Address?
  /// What each open node wrote that is to be closed, innermost last.
  private var open: [[StaticString]] = []
  private var ids: [String: Int] = [:]
  /// The headings of the page above it are 1.
  private var level = 1
  private var alignments: [MarkdownNode.Alignment?] = []
  private var column = 0
  private var isHead = false
  /// True in the head of a table whose head says nothing.
  private var isSkipped = false
  /// How many pictures are around it: what is in one is told by its text.
  private var pictures = 0

  /// Browsers themselves stop at 512.
  private static let deepest = 100
  private static let bytesAtMost = 4 << 20

  /// - Parameter picture: the address of a file of the model; nil for what is none.
  init(_ picture: @escaping (String) -> Address?) { self.picture = picture }

  /// - Returns: nil for what no page should have: much deeper or longer than cards are.
  static func html(_ tree: borrowing MarkdownTree, _ picture: @escaping (String) -> Address?) -> HTML? {
    var writer = CardWriter(picture)
    var isGood = true
    tree.walk { node, isEntered in
      if isEntered { writer.enter(node) } else { writer.leave(node) }
      isGood = writer.open.count <= deepest && writer.html.bytes.count <= bytesAtMost
      return isGood
    }
    return isGood ? writer.html : nil
  }

  private mutating func enter(_ node: MarkdownNode) {
    guard let kind = node.kind else { return open.append([]) }
    if pictures > 0, kind != .image { return leaves(kind) ? () : open.append([]) }
    switch kind {
    case .text: html.text(node.literal)
    case .softbreak: html.text("\n")
    case .linebreak: html.void("br")
    case .code: html("code", text: node.literal)
    case .htmlInline: if node.literal.lowercased().hasPrefix("<br") { html.void("br") }
    case .htmlBlock: block(node.literal)
    case .codeBlock: html("pre", .class("code"), text: node.literal)
    case .rule: html.void("hr")
    case .document: open.append([])
    case .paragraph: node.isTight ? open.append([]) : begin("p")
    case .emph: begin("em")
    case .strong: begin("strong")
    case .strikethrough: begin("del")
    case .blockQuote: begin("blockquote")
    case .heading: heading(node)
    case .list: list(node)
    case .item: begin("li")
    case .task: task(node)
    case .link: link(node)
    case .image: image(node)
    case .table, .headRow, .row, .cell: table(kind, node)
    }
  }

  private mutating func leave(_ node: MarkdownNode) {
    if node.kind == .image { pictures -= 1 }
    for name in (open.popLast() ?? []).reversed() { html.end(name) }
    if node.kind == .headRow { (isHead, isSkipped) = (false, false) }
  }

  /// What has no second event.
  private func leaves(_ kind: MarkdownNode.Kind) -> Bool {
    switch kind {
    case .text, .softbreak, .linebreak, .code, .htmlInline, .htmlBlock, .codeBlock, .rule: true
    default: false
    }
  }

  private mutating func begin(_ name: StaticString, _ attributes: Attribute?...) {
    html.begin(name, attributes)
    open.append([name])
  }

  /// Markup of the card's own is shown as it stands; comments are for who writes the card.
  private mutating func block(_ text: String) {
    if text.hasPrefix("<!--"),
      text.firstRange(of: "-->").map({ text[$0.upperBound...].allSatisfy(\.isWhitespace) }) ?? true
    {
      return
    }
    html("pre", .class("code"), text: text)
  }

  // MARK: Headings and lists

  /// From 2 on, and never two levels deeper than the one above it.
  private mutating func heading(_ node: MarkdownNode) {
    let words = node.words
    guard !words.allSatisfy(\.isWhitespace) else { return open.append([]) }
    level = min(node.level + 1, level + 1, 6)
    let id = Attribute.id(fresh(CardAnchor.id(words)))
    switch level {
    case 2: begin("h2", id)
    case 3: begin("h3", id)
    case 4: begin("h4", id)
    case 5: begin("h5", id)
    default: begin("h6", id)
    }
  }

  private mutating func fresh(_ id: String) -> String {
    let count = ids[id, default: 0]
    ids[id] = count + 1
    return count == 0 ? id : fresh("\(id)-\(count)")
  }

  private mutating func list(_ node: MarkdownNode) {
    if node.isOrdered {
      begin("ol", node.start == 1 ? nil : .number("start", Double(node.start)))
    } else {
      begin("ul")
    }
  }

  private mutating func task(_ node: MarkdownNode) {
    begin("li", .class("task"))
    html.void(
      "input", .own("type", "checkbox"), .flag("disabled"), node.isDone ? .flag("checked") : nil,
      .label(node.isDone ? "done" : "to do"))
    html.text(" ")
  }

  // MARK: Links and pictures

  private mutating func link(_ node: MarkdownNode) {
    let own = node.address.hasPrefix("#")
    let target = own ? CardAnchor.address(node.address) : Address(foreign: node.address)
    if let target { begin("a", .href(target), own ? nil : .foreign) } else { open.append([]) }
    if node.words.allSatisfy(\.isWhitespace) { html.text(node.address) }
  }

  private mutating func image(_ node: MarkdownNode) {
    pictures += 1
    open.append([])
    guard pictures == 1 else { return }
    let words = node.words.isEmpty ? node.address : node.words
    if let source = picture(node.address) {
      html.void("img", .source(source), .alternative(words), .own("loading", "lazy"))
    } else {
      html.text(words)
    }
  }

  // MARK: Tables

  private mutating func table(_ kind: MarkdownNode.Kind, _ node: MarkdownNode) {
    switch kind {
    case .table:
      alignments = node.alignments
      html.begin("div", [.class("scroll"), .focusable, .group, .label("Table")])
      html.begin("table", [])
      open.append(["div", "table"])
    case .headRow:
      (isHead, isSkipped) = (true, node.words.allSatisfy(\.isWhitespace))
      guard !isSkipped else { return open.append([]) }
      html.begin("thead", [])
      html.begin("tr", [])
      column = 0
      open.append(["thead", "tr"])
    case .row:
      if node.previous?.kind != .row { html.begin("tbody", []) }
      html.begin("tr", [])
      column = 0
      open.append(node.isLast ? ["tbody", "tr"] : ["tr"])
    default: cell(node)
    }
  }

  private mutating func cell(_ node: MarkdownNode) {
    guard !isSkipped else { return open.append([]) }
    let alignment: Attribute? =
      switch column < alignments.count ? alignments[column] : nil {
      case .right?: .class("num")
      case .center?: .class("center")
      case .left?, nil: nil
      }
    column += 1
    // A head without words would be the head of nothing.
    if isHead, !node.isEmpty { begin("th", .column, alignment) } else { begin("td", alignment) }
  }
}
