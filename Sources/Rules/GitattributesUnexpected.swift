import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let gitattributesUnexpected = Rule(
    "gitattributes-unexpected", .snapshot,
    summary: "anything but the known lines in .gitattributes, or such a file in another folder",
    explanation: """
      Attributes change what git writes into files (filters, line endings, encodings), so the file in a checkout could differ from
      the file that was judged. The only line that a registry repository needs is `blobs/** -text -diff -merge`. Besides,
      `*.yaml text eol=lf` is allowed, for checkouts on Windows: it keeps the line endings of manifests the same, whatever git's settings are there.
      """,
    example: """
      *.yaml filter=rot13
      """
  ) { change, facts, findings throws(GitError) in
    for entry in change.entries where entry.after == nil && entry.path.bytes.elementsEqual(".gitattributes".utf8) {
      findings.add(
        "'.gitattributes' was removed", at: SourceLocation(path: ".gitattributes"),
        help: "put it back, with the line: \(knownAttributes)")
    }
    if change.organization?.isAdded == true, let path = RepositoryPath(".gitattributes"),
      try change.after.entry(at: path) == nil
    {
      findings.add(
        "there is no .gitattributes", at: SourceLocation(path: ".gitattributes"),
        help: "add one with the line: \(knownAttributes)")
    }
    for entry in change.written
    where String(decoding: entry.path.name, as: UTF8.self).lowercased() == ".gitattributes" {
      guard entry.path.bytes.elementsEqual(".gitattributes".utf8) else {
        findings.add("a .gitattributes outside the top folder", at: entry.location, help: "remove it")
        continue
      }
      // Another mode is the matter of path-mode.
      guard let blob = entry.after?.id, entry.after?.mode == .file else { continue }
      let isSmall = try change.after.sizeInBytes(of: blob) <= 4096
      let text = isSmall ? try change.after.content(of: blob) : Array("(too large)".utf8)
      if isSmall, !text.split(separator: UInt8(ascii: "\n")).contains(where: { $0.elementsEqual(knownAttributes.utf8) })
      {
        findings.add(
          "'.gitattributes' lacks its required line", at: entry.location, help: "add the line: \(knownAttributes)")
      }
      for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
        guard !line.isEmpty, line.first != UInt8(ascii: "#"),
          !line.elementsEqual(knownAttributes.utf8), !line.elementsEqual(allowedAttributes.utf8)
        else {
          continue
        }
        findings.add(
          "'\(EscapedText.printable(line.prefix(80)))' is not an allowed line of .gitattributes",
          at: SourceLocation(path: ".gitattributes", line: index + 1, column: 1), help: "keep only: \(knownAttributes)")
      }
    }
  }
}

/// The one line of `.gitattributes`; design, section 2.
package let knownAttributes = "blobs/** -text -diff -merge"

/// The line that may come with it: it makes git write manifests in their canonical form.
package let allowedAttributes = "*.yaml text eol=lf"
