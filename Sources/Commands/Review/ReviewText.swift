import Actions
import Diagnostics
import Git
import Manifests
import RegistryStore

/// A review for a terminal.
struct ReviewText {
  let text: String

  init(_ review: Review, _ header: ReviewHeader) {
    var text = "\(Colour.heading.paint("verdict")): \(review.verdict.name)\n"
    for reason in review.verdict.reasons {
      text += "  \(EscapedText.line(header.place(reason))): \(EscapedText.line(reason.text))\n"
    }
    if case .invalid = review.verdict { text += TextRenderer.render(review.report.under(header.root)) }
    for remark in review.remarks {
      text += "  warning: \(EscapedText.line(header.place(remark))): \(EscapedText.line(remark.text))\n"
    }
    for rule in review.openQuestions { text += "  not judged: \(EscapedText.line(rule.reason))\n" }
    if review.isEmpty, !review.report.hasErrors { text += "nothing of the registry changes\n" }
    for version in review.published { text += Self.published(version) }
    for promotion in review.promoted { text += Self.promoted(promotion) }
    let sections = ReviewSections(review)
    text += Self.list("changed", sections.changed) + Self.list("retired", sections.retired)
    if !review.approvals.isEmpty {
      text += "\n\(Colour.heading.paint("needs approval by"))\n" + review.approvals.map { "  \($0)\n" }.joined()
    }
    self.text = text
  }

  private static func published(_ version: ReviewedVersion) -> String {
    var text =
      "\n\(Colour.heading.paint("publishes")) \(version.model)@\(version.number), \(ReviewSections.bump(version))\n"
    var facts = FactList()
    facts.add("description", version.version.description)
    for (against, needs) in version.claim?.needs ?? [] {
      facts.add("needs", (["\(needs.bump) after \(against)"] + needs.lines).joined(separator: "\n"))
    }
    facts.add("lineage", version.version.lineage.map(\.input).joined(separator: "\n"))
    facts.add("candidate", version.version.candidate)
    facts.add("job", version.version.job?.url ?? version.version.job?.id)
    text += indented(facts.text) + comparisons(version)
    guard !version.version.artifacts.isEmpty else { return text }
    var table = Table("ARTIFACT", "TYPE", "SIZE", "BYTES")
    for artifact in version.version.artifacts {
      let isNew = version.newDigests.contains(artifact.digest)
      table.add(artifact.path, artifact.kindText, ByteCount.text(artifact.sizeInBytes), isNew ? "new" : "known")
    }
    return text + "\n" + indented(table.text)
  }

  private static func promoted(_ promotion: Review.Promotion) -> String {
    let version = promotion.version
    let from = version.others.first.map { ", was \($0.number)" } ?? ""
    let protected = promotion.isProtected ? ", a protected alias" : ""
    return
      "\n\(Colour.heading.paint("promotes")) \(version.model)@\(version.number) to \(promotion.alias)\(protected)\(from)\n"
      + (version.others.isEmpty || promotion.isToldAsPublished ? "" : comparisons(version))
  }

  private static func comparisons(_ version: ReviewedVersion) -> String {
    guard !version.comparisons.isEmpty else { return "" }
    let headings = version.others.map { ReviewSections.heading($0) }
    var table = Table(["NAME"] + headings + ["\(version.number)", "CHANGE"])
    for row in version.comparisons {
      let values = (row.others + [row.value]).map { $0 ?? ReviewSections.none }
      table.add([row.title] + values + [ReviewSections.trend(row)])
    }
    return "\n" + indented(table.text)
  }

  private static func list(_ title: String, _ events: [RegistryEvent]) -> String {
    guard !events.isEmpty else { return "" }
    return "\n\(Colour.heading.paint(title))\n"
      + events.map { "  \(EscapedText.line($0.sentence(by: nil)))\n" }.joined()
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
      .joined(separator: "\n")
  }
}
