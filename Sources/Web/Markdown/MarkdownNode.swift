import CCmark

/// A part of a ``MarkdownTree``; not to be used after the tree.
struct MarkdownNode {
  private let node: OpaquePointer

  init(_ node: OpaquePointer) { self.node = node }

  enum Kind: String {
    case document, heading, paragraph, list, item, table, text, code, emph, strong, link, image, strikethrough
    case linebreak, softbreak
    case blockQuote = "block_quote"
    case codeBlock = "code_block"
    case htmlBlock = "html_block"
    case htmlInline = "html_inline"
    case rule = "thematic_break"
    case headRow = "table_header"
    case row = "table_row"
    case cell = "table_cell"
    case task = "tasklist"
  }

  /// Nil for what this program does not ask the library for.
  var kind: Kind? { cmark_node_get_type_string(node).flatMap { Kind(rawValue: String(cString: $0)) } }

  var literal: String { cmark_node_get_literal(node).map { String(cString: $0) } ?? "" }
  /// Of a link or an image.
  var address: String { cmark_node_get_url(node).map { String(cString: $0) } ?? "" }
  /// Of a heading, from 1 to 6.
  var level: Int { Int(cmark_node_get_heading_level(node)) }
  var isOrdered: Bool { cmark_node_get_list_type(node) == CMARK_ORDERED_LIST }
  /// Of an ordered list: its first number.
  var start: Int { Int(cmark_node_get_list_start(node)) }
  var isDone: Bool { cmark_gfm_extensions_get_tasklist_item_checked(node) }
  var isLast: Bool { cmark_node_next(node) == nil }
  var isEmpty: Bool { cmark_node_first_child(node) == nil }
  var parent: MarkdownNode? { cmark_node_parent(node).map { MarkdownNode($0) } }
  var previous: MarkdownNode? { cmark_node_previous(node).map { MarkdownNode($0) } }

  /// True for a paragraph in a list whose items have no empty lines between them.
  var isTight: Bool {
    guard let list = parent?.parent, list.kind == .list else { return false }
    return cmark_node_get_list_tight(list.node) != 0
  }

  enum Alignment { case left, center, right }

  /// Of a table's columns.
  var alignments: [Alignment?] {
    let count = Int(cmark_gfm_extensions_get_table_columns(node))
    guard let letters = cmark_gfm_extensions_get_table_alignments(node) else { return [] }
    return (0..<count).map { column in
      switch letters[column] {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: nil
      }
    }
  }

  /// The words in it, without what marks them.
  var words: String {
    var words = ""
    walk { node, isEntered in
      switch node.kind {
      case .text?, .code?: words += node.literal
      case .softbreak?, .linebreak?: words += " "
      default: break
      }
      return true
    }
    return words
  }

  func walk(_ body: (MarkdownNode, _ isEntered: Bool) -> Bool) {
    let steps = cmark_iter_new(node)
    defer { cmark_iter_free(steps) }
    while true {
      let event = cmark_iter_next(steps)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(steps),
        body(MarkdownNode(node), event == CMARK_EVENT_ENTER)
      else { return }
    }
  }
}
