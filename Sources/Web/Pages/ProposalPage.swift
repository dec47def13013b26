import Actions
import Diagnostics
import Endpoints
import GitObjects
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// One branch to be merged: what merging it means, whether a person must look, and who may.
struct ProposalPage {
  let proposal: ProposedBranch
  let context: PageContext
  let changes: [TreeChange]
  private let proposals: OpenProposals
  private let author: String?

  init(_ name: String, _ context: PageContext) throws {
    proposals = try ProposalsPage.require(context)
    proposal = try proposals.branch(name)
    author = try proposal.author(in: context.snapshot)
    changes = try proposal.changes(in: context.sight.whole.repository)
    self.context = context
  }

  private var base: String { proposals.served }

  func page() throws -> Page {
    guard !proposal.isMerged else {
      return try framed(
        HTML { h in
          h("section", .class("verdict", "good"), .label("Verdict")) { h in
            h("h2") { h in
              h("span", .class("chip", "good"), text: "merged")
              h.text(" \(base) has all of it")
            }
          }
        }, mayMerge: false, state: ("merged", .class("chip", "good")), tab: 0)
    }
    let review = try proposals.review(proposal.head.id).review
    let own = try context.viewer.member.map { try proposals.review(proposal.head.id, by: $0).review }
    let hasConflict = review.report.diagnostics.contains { $0.rule == "merge-conflict" }
    let mayMerge = proposals.mayWrite && own.map { $0.verdict != .invalid } ?? false
    let body = try HTML { h in
      try h("div", .class("columns")) { h in
        try h("div", .class("stack")) { h in
          verdict(&h, review)
          for version in review.published {
            let becomes = review.promoted.filter {
              $0.isToldAsPublished && $0.version.model == version.model && $0.version.number == version.number
            }
            try ReviewedVersionCard(publishing: version, becoming: becomes, context).write(&h)
          }
          for promotion in review.promoted where !promotion.isToldAsPublished {
            try ReviewedVersionCard(promoting: promotion, context).write(&h)
          }
          sentences(&h, review)
        }
        h("aside", .class("side"), .label("About this proposal")) { h in
          approvals(&h, review, own, mayMerge: mayMerge)
          checks(&h, review, hasConflict: hasConflict)
          Section.side(&h, "From a terminal") {
            $0("pre", .class("code"), .focusable, text: "git registry review \(base)..\(proposal.shownName)")
          }
        }
      }
    }
    let state: (String, Attribute) =
      hasConflict
      ? ("conflict", .class("chip", "bad"))
      : proposal.isBehind ? ("behind", .class("chip", "warn")) : ("open", .class("chip", "good"))
    return try framed(body, mayMerge: mayMerge, state: state, tab: 0)
  }

  // MARK: The frame

  /// - Parameters:
  ///   - state: nil where it is not told.
  ///   - tab: 0 for the review, 1 for the files, 2 for the commits.
  func framed(_ body: HTML, mayMerge: Bool, state: (text: String, chip: Attribute)?, tab: Int) throws -> Page {
    let links = context.links
    let name = proposal.shownName
    var page = Page(proposal.title, body: body)
    page.section = .proposals
    page.crumbs = [RegistryPage.crumb(context), .init(text: "Proposals", address: links.proposals)]
    let opened = Timestamp.text((proposal.commits.first ?? proposal.head).committer.secondsSince1970)
    page.lead = HTML { h in
      if let state {
        h("span", state.chip, text: state.text)
        h.text(" ")
      }
      Self.author(&h, author, proposal, context)
      h.text(proposal.isMerged ? " wanted to merge " : " wants to merge ")
      h("code", text: name)
      h.text(" into ")
      h("code", text: base)
      if !proposal.isMerged { h.text(", \(NumberText.count(proposal.commits.count, "commit", "commits"))") }
      h.text(", opened ")
      h.time(opened, DateText.short)
    }
    if tab == 0 { page.actions = HTML { actions(&$0, mayMerge: mayMerge) } }
    page.tabs = Tabs(
      label: "Proposal",
      tabs: [
        .init(text: "Review", address: links.proposal(name)),
        .init(text: "Files", address: links.proposal(name, "files"), count: changes.count),
        .init(text: "Commits", address: links.proposal(name, "commits"), count: proposal.commits.count),
      ], current: tab)
    return page
  }

  static func author(_ h: inout HTML, _ member: String?, _ proposal: ProposedBranch, _ context: PageContext) {
    guard let member else {
      return h("b", text: EscapedText.line((proposal.commits.first ?? proposal.head).author.name))
    }
    guard context.sight.isMember else { return h("b", text: member) }
    h("a", .href(context.links.member(member))) { $0("b", text: member) }
  }

  private func actions(_ h: inout HTML, mayMerge: Bool) {
    let viewer = context.viewer
    let isAuthor = viewer.member != nil && viewer.member == author
    if proposals.mayWrite, viewer.isOrganizationAdmin || isAuthor {
      form(&h, "close") { $0("button", text: proposal.isMerged ? "Delete the branch" : "Close") }
    }
    if mayMerge { form(&h, "merge") { $0("button", .class("primary"), text: "Merge into \(base)") } }
  }

  /// Sends the commits that this page is of.
  private func form(_ h: inout HTML, _ part: StaticString, _ button: (inout HTML) -> Void) {
    h("form", .own("method", "post"), .action(context.links.proposal(proposal.shownName, part))) { h in
      FormToken.write(&h, context)
      h.void("input", .own("type", "hidden"), .own("name", "base"), .value("\(proposal.base.id)"))
      h.void("input", .own("type", "hidden"), .own("name", "head"), .value("\(proposal.head.id)"))
      button(&h)
    }
  }

  // MARK: The verdict

  static func chip(_ h: inout HTML, _ verdict: Verdict) {
    switch verdict {
    case .routine: h("span", .class("chip", "good"), text: verdict.name)
    case .needsPerson: h("span", .class("chip", "warn"), text: verdict.name)
    case .invalid: h("span", .class("chip", "bad"), text: verdict.name)
    }
  }

  private func verdict(_ h: inout HTML, _ review: Review) {
    let findings = review.report.diagnostics.filter { $0.severity == .error }
    let (look, sentence): (Attribute, String) =
      switch review.verdict {
      case .routine: (.class("verdict", "good"), "Nothing that a person must look at")
      case .needsPerson(let reasons):
        (
          .class("verdict", "warn"),
          reasons.count == 1 ? "One thing is not routine" : "\(NumberText.count(reasons.count)) things are not routine"
        )
      case .invalid:
        (
          .class("verdict", "bad"),
          "\(NumberText.count(findings.count, "finding keeps", "findings keep")) it from being merged"
        )
      }
    h("section", look, .label("Verdict")) { h in
      h("h2") { h in
        Self.chip(&h, review.verdict)
        h.text(" \(sentence)")
      }
      let reasons = review.verdict.reasons
      if !reasons.isEmpty {
        h("ul") { h in for reason in reasons { line(&h, reason.text, reason.location) } }
      }
      if !findings.isEmpty {
        h("ul") { h in for finding in findings { self.finding(&h, finding) } }
      }
      if review.isEmpty, findings.isEmpty { h("p", text: "Merging it changes nothing of the registry.") }
    }
  }

  private func line(_ h: inout HTML, _ text: String, _ location: SourceLocation) {
    h("li") { h in
      h.text(text + " ")
      place(&h, location)
    }
  }

  /// Leads to the file's difference.
  private func place(_ h: inout HTML, _ location: SourceLocation) {
    let number = changes.firstIndex { "\($0.path)" == location.path }
    let text = location.line == 0 ? location.path : "\(location.path):\(location.line)"
    guard let number else { return h("span", .class("mono", "muted"), text: text) }
    h(
      "a", .class("mono", "muted"), .href(context.links.proposal(proposal.shownName, "files").at(file: number)),
      text: text)
  }

  private func finding(_ h: inout HTML, _ diagnostic: Diagnostic) {
    h("li") { h in
      h.text(diagnostic.finding.message + " ")
      h("a", .class("mono"), .href(context.links.rule(diagnostic.rule)), text: diagnostic.rule)
      h.text(" ")
      place(&h, diagnostic.finding.location)
      if let help = diagnostic.finding.help { h("div", .class("muted"), text: help) }
    }
  }

  // MARK: Beside versions and aliases

  private func sentences(_ h: inout HTML, _ review: Review) {
    let sections = ReviewSections(review)
    let told: [(id: String, title: String, events: [RegistryEvent])] = [
      ("retired", "What is taken away", sections.retired), ("changed", "What else changes", sections.changed),
    ]
    for section in told where !section.events.isEmpty {
      Section.card(&h, section.id, section.title) { h in
        h("ul", .class("results")) { h in for event in section.events { h("li", text: event.sentence(by: nil)) } }
      }
    }
  }

  private func approvals(_ h: inout HTML, _ review: Review, _ own: Review?, mayMerge: Bool) {
    guard review.verdict != .invalid else { return }
    Section.side(&h, "Needs approval by") { h in
      if review.approvals.isEmpty { h("p", .class("soft"), text: "any member who may push") }
      for phrase in review.approvals { h("p", .class("soft"), text: phrase) }
      guard !mayMerge else { return }
      let reason = own?.report.diagnostics.first { $0.severity == .error }?.finding.message
      h("p", .class("muted"), text: reason.map { "You may not merge it: \($0)." } ?? "You may not merge it.")
    }
  }

  private func checks(_ h: inout HTML, _ review: Review, hasConflict: Bool) {
    let failed = Set(review.report.diagnostics.filter { $0.severity == .error }.map(\.rule)).count
    let open = review.openQuestions.count
    Section.side(&h, "Checks") { h in
      h("dl", .class("facts")) { h in
        h.fact("Rules") { h in
          sign(&h, failed == 0)
          h.text(failed == 0 ? "all hold" : "\(NumberText.count(failed, "does", "do")) not hold")
          if open > 0 { h.text(", \(NumberText.count(open)) not judged") }
        }
        h.fact("Merge") { h in
          sign(&h, !hasConflict)
          h.text(hasConflict ? "git finds conflicts with \(base)" : "no conflict with \(base)")
        }
      }
    }
  }

  private func sign(_ h: inout HTML, _ holds: Bool) {
    h("span", holds ? .class("up") : .class("down"), text: holds ? "✓ " : "✗ ")
  }
}
