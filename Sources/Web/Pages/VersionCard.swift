import Actions
import Endpoints
import Git
import GitObjects
import ManifestCoding
import Manifests
import RegistryStore

/// The model's card on a version's page: as it was when the version was published.
enum VersionCard {
  struct Card {
    let html: HTML
    /// The commit whose card it is; nil for the page's own.
    let commit: Commit?
  }

  /// - Returns: nil if there was none. Where what happened first is not known, the card is that of the page's commit.
  static func html(of page: VersionPage) throws -> Card? {
    let context = page.context
    guard let reference = Reference("\(page.name)") else { return nil }
    // A partial clone has no cards of the past.
    let isWhole = try context.sight.whole.repository.promisor() == nil
    let published = page.history.hasMore || !isWhole ? nil : page.history.entries.last?.commit
    let find = try published.map { try RegistryReader(context.sight.whole.repository, commit: $0).find } ?? context.find
    return try CardText.html(of: reference, in: find, picturesOf: page.table.row(page.number), context)
      .map { Card(html: $0, commit: published) }
  }

  static func write(_ h: inout HTML, _ card: Card) {
    Section.card(
      &h, "model-card", "Model card",
      note: { h in
        guard let commit = card.commit else { return }
        h("span", .class("muted")) { h in
          h.text("as of ")
          h.time(Timestamp.text(commit.committer.secondsSince1970), DateText.day)
        }
      }
    ) { h in h("div", .class("pad")) { $0.append(card.html) } }
  }
}
