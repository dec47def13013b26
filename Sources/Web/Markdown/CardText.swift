import Actions
import GitObjects
import Manifests
import RegistryStore

/// The card of a registry or a model, as pages show it.
enum CardText {
  /// Nil if there is none. Its pictures are files of the latest version.
  static func html(of reference: Reference, _ context: PageContext) throws -> HTML? {
    let latest = try reference.modelName.flatMap { try context.table(of: $0, .run(.top)).latest }
    return try html(of: reference, in: context.find, picturesOf: latest, context)
  }

  /// - Parameters:
  ///   - find: of the commit whose card is shown.
  ///   - row: the version that has its pictures.
  static func html(
    of reference: Reference, in find: RegistryLookup, picturesOf row: ModelTable.Row?, _ context: PageContext
  ) throws -> HTML? {
    guard let blob = try find.cardBlob(of: reference), let bytes = try find.card(of: reference) else { return nil }
    let model = reference.modelName
    let shown = try model.flatMap { try context.viewer.mayRead(in: $0.registry) ? row : nil }
    let place = model.flatMap { model in
      shown.map { context.links.file(model, $0.number, "").text + " \($0.blob)" }
    }
    return context.tables.cards.html(KeptCards.Key(blob: blob, pictures: place)) {
      write(String(decoding: bytes, as: UTF8.self)) { path in
        guard let model, let shown else { return nil }
        return picture(path, of: model, shown, context.links)
      }
    }
  }

  static func write(_ text: String, _ picture: @escaping (String) -> Address?) -> HTML {
    let (front, rest) = frontMatter(text)
    guard CardBounds.isRead(text), let tree = MarkdownTree(rest), let card = CardWriter.html(tree, picture) else {
      return HTML { $0("pre", .class("text"), .focusable, text: text) }
    }
    return HTML { h in
      h("div", .class("prose", "written")) { h in
        if let front {
          h("details") { h in
            h("summary", text: "Metadata at the top of the file")
            h("pre", .class("code"), text: front)
          }
        }
        h.append(card)
      }
    }
  }

  /// A version's files that are pictures of dots: an SVG is a program.
  private static func picture(_ path: String, of model: ModelName, _ row: ModelTable.Row, _ links: Links) -> Address? {
    let path = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    let ending = path.split(separator: ".").last?.lowercased() ?? ""
    guard ["png", "jpg", "jpeg", "gif", "webp"].contains(ending),
      row.version.artifacts.contains(where: { $0.path == path })
    else { return nil }
    return links.file(model, row.number, path)
  }

  /// What cards of other hubs begin with: YAML between two lines of `---`.
  private static func frontMatter(_ text: String) -> (front: String?, rest: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func isFence(_ line: Substring) -> Bool { line == "---" || line == "---\r" }
    guard let first = lines.first, isFence(first), let end = lines.dropFirst().firstIndex(where: isFence) else {
      return (nil, text)
    }
    return (lines[1..<end].joined(separator: "\n"), lines[(end + 1)...].joined(separator: "\n"))
  }
}
