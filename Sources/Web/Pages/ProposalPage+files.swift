import Actions
import Diagnostics
import Endpoints
import Git
import GitObjects
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// What a proposal changes in the files, and its commits.
extension ProposalPage {
  /// Differences of more files are what a clone is for.
  private static let filesAtMost = 50
  private static let bytesAtMost = 64 << 10

  func filesPage() throws -> Page {
    let body = try HTML { h in
      try h("div", .class("stack")) { h in
        for (number, change) in changes.enumerated() {
          let id = Address.file(number)
          try Section.card(&h, id, "\(change.path)", note: { $0("span", .class("muted"), text: Self.kind(change)) }) {
            h in
            guard number < Self.filesAtMost, let difference = try difference(change) else {
              return h("p", .class("pad", "muted"), text: "Too long to show here, or not a text.")
            }
            write(&h, difference)
          }
        }
        if changes.isEmpty {
          h("div", .class("card", "pad", "nothing")) { $0("p", text: "It changes no file.") }
        }
      }
    }
    return try framed(body, mayMerge: false, state: nil, tab: 1)
  }

  private static func kind(_ change: TreeChange) -> String {
    change.before == nil ? "new" : change.after == nil ? "removed" : "changed"
  }

  private func difference(_ change: TreeChange) throws -> LineDiff? {
    let repository = context.sight.whole.repository
    func bytes(_ entry: TreeEntry?) throws -> [UInt8]? {
      guard let entry else { return [] }
      guard entry.mode == .file || entry.mode == .executable else { return nil }
      return try repository.content(of: entry.id, .blob, atMost: Self.bytesAtMost)
    }
    guard let old = try bytes(change.before), let new = try bytes(change.after) else { return nil }
    return LineDiff(from: old, to: new)
  }

  private func write(_ h: inout HTML, _ difference: LineDiff) {
    h("pre", .class("code", "pad"), .focusable) { h in
      for line in difference.lines {
        switch line {
        case .same(let text): h.text("  \(text)")
        case .removed(let text): h("span", .class("down"), text: "- \(text)")
        case .added(let text): h("span", .class("new"), text: "+ \(text)")
        case .gap: h("span", .class("c"), text: "  …")
        }
        h.text("\n")
      }
    }
  }

  func commitsPage() throws -> Page {
    let body = try HTML { h in
      guard !proposal.commits.isEmpty else {
        return h("div", .class("card", "pad", "nothing")) {
          $0("p", text: "The protected branch has all commits of it.")
        }
      }
      try h("div", .class("card")) { h in
        try Section.scroll(&h, "Commits") { h in
          try h("table") { h in
            h("caption", .class("hidden"), text: "Commits of \(proposal.shownName), oldest first")
            h.head([("Commit", false), ("What it says", false), ("By", false), ("When", false)])
            try h("tbody") { h in for commit in proposal.commits { try row(&h, commit) } }
          }
        }
      }
    }
    return try framed(body, mayMerge: false, state: nil, tab: 2)
  }

  private func row(_ h: inout HTML, _ commit: Commit) throws {
    let member = try Rights.memberName(commit.author.email, in: context.snapshot)
    h("tr") { h in
      h("th", .row, .class("nowrap")) { $0("code", .title("\(commit.id)"), text: PageContext.short(commit.id)) }
      h("td", text: EscapedText.line(String(commit.message.prefix { $0 != "\n" })))
      h("td", .class("soft"), text: member ?? EscapedText.line(commit.author.name))
      h("td", .class("soft", "nowrap")) { $0.time(Timestamp.text(commit.committer.secondsSince1970), DateText.short) }
    }
  }
}

extension Address {
  /// The place of a file's difference in the page of all.
  static func file(_ number: Int) -> String { "file-\(number + 1)" }

  func at(file number: Int) -> Address { Address(own: "\(text)#\(Self.file(number))") }
}
