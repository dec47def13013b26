import Actions
import Catalog
import Diagnostics
import Manifests
import Query

/// Some bytes: which files of which versions are the same ones.
enum BlobPage {
  private static let rowsAtMost = 200

  static func page(_ text: String, _ context: PageContext) throws -> Page {
    guard let digest = Digest(text) ?? Digest(hex: text) else {
      throw ActionFailure(
        .notFound, "'\(EscapedText.line(text))' is not a digest", help: "write sha256: and 64 digits from 0 to f")
    }
    let asked = Filter.comparison(.attribute(.digest), .equal, .text("\(digest)"))
    let rows: [ArtifactRow] = try SeenSearch(context).rows(.artifacts, asked, atMost: rowsAtMost + 1)
    guard let first = rows.first else {
      throw ActionFailure(.notFound, "no version that you may see has a file with the digest \(digest)")
    }
    let body = try HTML { h in
      try Section.card(
        &h, "files", "Files with these bytes",
        note: {
          $0(
            "span", .class("muted"),
            text: rows.count > rowsAtMost ? "the first \(rowsAtMost)" : NumberText.count(rows.count))
        }
      ) { try table(&$0, rows.prefix(rowsAtMost), context) }
    }
    var page = Page(
      "\(digest.hex.prefix(12)), bytes",
      heading: HTML { h in
        h.text("Bytes ")
        h("code", .title("\(digest)"), text: "\(digest.hex.prefix(12))…")
      }, body: body)
    page.section = .none
    page.crumbs = [RegistryPage.crumb(context)]
    page.lead = HTML { h in
      h.text("\(NumberText.size(first.artifact.sizeInBytes)), ")
      h("code", text: "\(digest)")
    }
    return page
  }

  private static func table(_ h: inout HTML, _ rows: ArraySlice<ArtifactRow>, _ context: PageContext) throws {
    try Section.scroll(&h, "Files with these bytes") { h in
      try h("table") { h in
        h.head([("Version", false), ("Path", false), ("Type", false), ("Content", false)])
        try h("tbody") { h in
          for row in rows { try write(&h, row, context) }
        }
      }
    }
  }

  private static func write(_ h: inout HTML, _ row: ArtifactRow, _ context: PageContext) throws {
    let (reference, artifact) = (row.version.reference, row.artifact)
    let mayRead = try context.viewer.mayRead(in: row.version.model.registry)
    h("tr") { h in
      h("th", .row) { h in
        if let address = context.links.reference(reference) { h("a", .href(address), text: reference) }
      }
      h("td") { $0("span", .class("path"), text: artifact.path) }
      h("td", text: artifact.type)
      h("td") { h in
        if let number = row.version.number, mayRead {
          h(
            "a", .href(context.links.file(row.version.model, number, artifact.path)),
            .label("Download \(artifact.path) of \(reference)"), text: "Download")
        }
      }
    }
  }
}
