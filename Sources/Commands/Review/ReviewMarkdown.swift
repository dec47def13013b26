import Actions
import Diagnostics
import Git
import Manifests
import RegistryStore

/// A review as a comment of a pull request. Foreign text stands in code spans only; long parts fold; what would make the
/// comment longer than hosts take is counted instead of told.
struct ReviewMarkdown {
  let text: String

  /// GitHub takes 65,536 characters; GitLab a million.
  static let limit = 65_000
  /// Found by programs that keep one comment up to date.
  static let marker = "<!-- git registry review -->"
  private static let listedEvents = 50
  /// What the parts that people need most may take of it: the reasons or findings, and the approvals.
  private static let reserved = (reasons: 20_000, approvals: 8000)

  init(_ review: Review, _ header: ReviewHeader) {
    var text = "\(Self.marker)\n"
    text += "### \(Self.icon(review.verdict)) Model review: \(review.verdict.name)\n"
    let reasons = Self.reasons(review, header)
    if !reasons.isEmpty { text += "\n" + reasons }
    let approvals = Self.approvals(review)
    let footer = "\n<sub>git registry review \(header.base.abbreviated)..\(header.head.abbreviated)</sub>\n"
    var left = Self.limit - [text, approvals, footer].map(\.unicodeScalars.count).reduce(200, +)
    var untold = 0
    for part in Self.parts(review) where !part.isEmpty {
      let size = part.unicodeScalars.count + 1
      guard size <= left else {
        untold += 1
        continue
      }
      left -= size
      text += "\n" + part
    }
    if untold > 0 {
      let parts = untold == 1 ? "part is" : "parts are"
      text += "\n\(untold) more \(parts) too long for a comment: run `git registry review` to see all.\n"
    }
    self.text = text + (approvals.isEmpty ? "" : "\n" + approvals) + footer
  }

  /// What the change does, each part whole or not at all.
  private static func parts(_ review: Review) -> [String] {
    let sections = ReviewSections(review)
    return (review.published.isEmpty ? [] : ["#### Published\n"]) + review.published.map(published)
      + (review.promoted.isEmpty ? [] : ["#### Promoted\n"]) + review.promoted.map(promoted)
      + [list("Changed", sections.changed), list("Retired", sections.retired)]
  }

  private static func icon(_ verdict: Verdict) -> String {
    switch verdict {
    case .routine: "🟢"
    case .needsPerson: "🟡"
    case .invalid: "🔴"
    }
  }

  private static func reasons(_ review: Review, _ header: ReviewHeader) -> String {
    if case .invalid = review.verdict {
      let findings = MarkdownRenderer.render(review.report.under(header.root), limit: reserved.reasons)
      return folded("findings", findings, lines: 60)
    }
    let reasons = review.verdict.reasons.map {
      "- \(MarkdownText.code($0.text)) at \(MarkdownText.code(header.place($0)))\n"
    }
    let remarks = review.remarks.map {
      "- warning: \(MarkdownText.code($0.text)) at \(MarkdownText.code(header.place($0)))\n"
    }
    let open = review.openQuestions.map { "- not judged: \(MarkdownText.code($0.reason))\n" }
    let nothing = review.isEmpty ? "Nothing of the registry changes.\n" : ""
    return nothing + MarkdownText.list(reasons, limit: reserved.reasons)
      + MarkdownText.list(remarks, limit: reserved.approvals)
      + MarkdownText.list(open, limit: reserved.approvals)
  }

  private static func published(_ version: ReviewedVersion) -> String {
    var text =
      "**\(MarkdownText.code("\(version.model)@\(version.number)"))**, \(ReviewSections.bump(version, MarkdownText.code))\n"
    if let description = version.version.description { text += "\n> \(MarkdownText.code(description))\n" }
    for (against, needs) in version.claim?.needs ?? [] {
      text += "\nNeeds \(needs.bump) after \(MarkdownText.code("\(against)"))\(needs.lines.isEmpty ? "" : ":\n\n")"
      text += folded(
        "\(needs.lines.count) reasons", needs.lines.map { "- \(MarkdownText.code($0))\n" }.joined(), lines: 20)
      if needs.lines.isEmpty { text += "\n" }
    }
    text += comparisons(version)
    if !version.version.artifacts.isEmpty {
      var rows = "| artifact | type | size | bytes |\n| --- | --- | ---: | --- |\n"
      for artifact in version.version.artifacts {
        let bytes = version.newDigests.contains(artifact.digest) ? "new" : "known"
        rows +=
          "| \(MarkdownText.cell(artifact.path)) | \(MarkdownText.cell(artifact.kindText)) |"
          + " \(ByteCount.text(artifact.sizeInBytes)) | \(bytes) |\n"
      }
      text += "\n" + folded("\(version.version.artifacts.count) artifacts", rows, lines: 12)
    }
    let lineage = version.version.lineage.map { "- made from \(MarkdownText.code($0.input))\n" }.joined()
    let job = (version.version.job?.url ?? version.version.job?.id).map {
      "- made by CI job \(MarkdownText.code($0))\n"
    }
    let candidate = version.version.candidate.map { "- promoted from candidate \(MarkdownText.code($0))\n" }
    let facts = lineage + (job ?? "") + (candidate ?? "")
    return facts.isEmpty ? text : text + "\n" + facts
  }

  private static func promoted(_ promotion: Review.Promotion) -> String {
    let version = promotion.version
    let from = version.others.first.map { ", was \(MarkdownText.code("\($0.number)"))" } ?? ""
    let protected = promotion.isProtected ? " (protected)" : ""
    return
      "\(MarkdownText.code("\(version.model)@\(version.number)")) becomes **\(MarkdownText.code(promotion.alias))**"
      + "\(protected)\(from)\n" + (version.others.isEmpty || promotion.isToldAsPublished ? "" : comparisons(version))
  }

  private static func comparisons(_ version: ReviewedVersion) -> String {
    guard !version.comparisons.isEmpty else { return "" }
    let headings = version.others.map {
      MarkdownText.cell(ReviewSections.heading($0))
    }
    let columns = ["name"] + headings + ["**\(MarkdownText.cell("\(version.number)"))**", "change"]
    var rows = "| \(columns.joined(separator: " | ")) |\n|\(columns.map { _ in " --- |" }.joined())\n"
    for row in version.comparisons {
      let values = (row.others + [row.value]).map { $0.map(MarkdownText.cell) ?? ReviewSections.none }
      rows +=
        "| \(MarkdownText.cell(row.title)) | \(values.joined(separator: " | ")) | \(ReviewSections.trend(row)) |\n"
    }
    return "\n" + folded("\(version.comparisons.count) values", rows, lines: 24)
  }

  private static func list(_ title: String, _ events: [RegistryEvent]) -> String {
    guard !events.isEmpty else { return "" }
    let lines = events.prefix(listedEvents).map { "- \(MarkdownText.code($0.sentence(by: nil)))\n" }
    return "#### \(title)\n\n" + folded("\(events.count) changes", lines.joined() + more(events.count), lines: 20)
  }

  private static func approvals(_ review: Review) -> String {
    guard !review.approvals.isEmpty else { return "" }
    return "#### Needs approval by\n\n"
      + MarkdownText.list(review.approvals.map { "- \(MarkdownText.code($0))\n" }, limit: reserved.approvals)
  }

  private static func more(_ count: Int) -> String {
    count > listedEvents ? "- … and \(count - listedEvents) more\n" : ""
  }

  /// Folded away where it has more lines than that.
  private static func folded(_ summary: String, _ text: String, lines: Int) -> String {
    guard text.count(where: { $0 == "\n" }) > lines else { return text }
    return "<details><summary>\(summary)</summary>\n\n\(text)\n</details>\n"
  }
}
