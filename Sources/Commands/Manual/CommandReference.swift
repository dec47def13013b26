/// Every command on one page of Markdown: what `docs/commands.md` holds.
package enum CommandReference {
  package static func markdown() -> String {
    let root = CommandPage.program()
    var text = """
      <!-- Written by `git registry manual --markdown`; do not edit. -->
      # Commands

      What `--help` and the man pages say, on one page.

      | command | |
      |---|---|

      """
    for page in root.all where page.subcommands.isEmpty {
      text += "| [`\(page.name)`](#\(page.fileName)) | \(escaped(page.abstract)) |\n"
    }
    for page in root.all where page.subcommands.isEmpty {
      text += "\n## \(page.fileName)\n\n\(escaped(page.abstract))\n\n```\n\(page.synopsis)\n```\n"
      let (paragraphs, examples) = page.parts
      for paragraph in paragraphs { text += "\n\(escaped(paragraph))\n" }
      text += "\n| | |\n|---|---|\n"
      for argument in page.arguments {
        let standard = argument.standard.map { " Default: `\($0)`." } ?? ""
        text += "| `\(argument.form.replacing("|", with: "\\|"))` | \(escaped(argument.abstract))\(standard) |\n"
      }
      text += "\n```sh\n\(examples.joined(separator: "\n"))\n```\n"
    }
    for section in Manual.sections {
      text += "\n## \(section.title.prefix(1))\(section.title.dropFirst().lowercased())\n\n| | |\n|---|---|\n"
      for row in section.rows { text += "| `\(row.term)` | \(escaped(row.text)) |\n" }
    }
    return text
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("<", with: "\\<").replacing("*", with: "\\*")
  }
}
