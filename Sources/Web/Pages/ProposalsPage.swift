import Actions
import Endpoints
import GitObjects
import ManifestCoding
import Manifests
import RegistryStore

/// The branches that wait to be merged.
enum ProposalsPage {
  static func page(_ context: PageContext) throws -> Page {
    let proposals = try require(context)
    let judged = proposals.branches.prefix(OpenProposals.judgedAtMost)
    let rest = proposals.branches.dropFirst(OpenProposals.judgedAtMost)
    let body = try HTML { h in
      guard !proposals.branches.isEmpty else {
        return Section.empty(
          &h, "There is no branch to merge. What is not to be published at once goes to a branch:",
          command: "git registry version create REGISTRY/MODEL --bump patch --branch try-it --push")
      }
      try h("div", .class("card")) { h in
        try Section.scroll(&h, "Proposals") { h in
          try h("table") { h in
            h("caption", .class("hidden"), text: "Branches that differ from the protected one")
            h.head([("Proposal", false), ("Branch", false), ("By", false), ("Last commit", false), ("Verdict", false)])
            try h("tbody") { h in
              for branch in judged { try row(&h, branch, proposals, isJudged: true, context) }
              for branch in rest { try row(&h, branch, proposals, isJudged: false, context) }
            }
          }
        }
      }
    }
    var page = Page("Proposals", body: body)
    page.section = .proposals
    page.crumbs = [RegistryPage.crumb(context)]
    return page
  }

  /// - Throws: ``ActionFailure`` in the past, where nothing is proposed.
  static func require(_ context: PageContext) throws -> OpenProposals {
    guard let proposals = context.proposals else {
      throw ActionFailure(.notFound, "what is proposed is known of now alone", help: "go back to now")
    }
    return proposals
  }

  private static func row(
    _ h: inout HTML, _ branch: OpenProposals.Branch, _ proposals: OpenProposals, isJudged: Bool, _ context: PageContext
  ) throws {
    guard let proposal = try proposals.proposal(branch) else { return }
    let author = try proposal.author(in: context.snapshot)
    let time = Timestamp.text(proposal.head.committer.secondsSince1970)
    h("tr") { h in
      h("th", .row) { h in
        h("a", .href(context.links.proposal(proposal.shownName))) { $0("b", text: proposal.title) }
        h("span", .class("note"), text: NumberText.count(proposal.commits.count, "commit", "commits"))
      }
      h("td") { $0("code", text: proposal.shownName) }
      h("td") { ProposalPage.author(&$0, author, proposal, context) }
      h("td", .class("soft", "nowrap")) { $0.time(time, DateText.short) }
      h("td") { h in
        guard isJudged else { return h("span", .class("muted"), text: "on its page") }
        ProposalPage.chip(&h, proposals.verdict(of: branch.head).verdict)
      }
    }
  }

  /// On the first page: those that need an approval which the viewer can give.
  static func waiting(_ h: inout HTML, _ context: PageContext) throws {
    guard let member = context.viewer.member, let proposals = context.proposals else { return }
    let waiting = proposals.waiting(for: member)
    guard !waiting.isEmpty else { return }
    try Section.side(&h, "Waiting for you") { h in
      try h("ul", .class("aliases", "card", "pad")) { h in
        for branch in waiting {
          guard let proposal = try proposals.proposal(branch) else { continue }
          h("li") { h in
            h("span", .class("wrap")) {
              $0("a", .href(context.links.proposal(proposal.shownName)), text: proposal.title)
            }
            h("span", .class("muted"), text: proposal.shownName)
          }
        }
      }
    }
  }
}
