import Access
import Actions
import Endpoints
import GitObjects
import RegistryStore

/// What tells a page from what it was: the snapshot, who looks, what is asked for, and the program.
struct PageMark {
  /// With its quotes.
  let text: String

  init(_ context: PageContext, claim: String?, format: String) {
    let parts =
      [
        "\(context.sight.whole.commit.id)", "\(context.snapshot.tree)", claim ?? "-", context.principal.limit.rawValue,
        context.principal.registries?.sorted().joined(separator: ",") ?? "-", context.theme?.rawValue ?? "-",
        context.clients?.registries.text ?? "", context.path, format, context.sight.isTip ? "" : "past",
        context.proposals?.mark ?? "-", context.hasKeys ? "" : "no keys",
        // A page that was kept must not carry a token that is not good any more.
        context.seal?.mark(for: context.principal) ?? "",
      ] + context.query.items.flatMap { [$0.name, $0.value] }
    text = "\"\(TokenSecret.digest(of: parts.joined(separator: "\n")).prefix(24))\""
  }

  /// - Parameter header: `If-None-Match`.
  func isKnown(_ header: String) -> Bool {
    header.split(separator: ",").contains { part in
      let tag = part.drop { $0 == " " }
      return (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == text[...]
    }
  }
}
