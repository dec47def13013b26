import Actions
import ArgumentParser
import Diagnostics
import Enforcement
import Git
import Manifests
import RegistryStore

struct LogCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show the history in the registry's words: who published, moved or granted what, and when.",
    discussion: """
      Of everything, or of a registry, a model, a version or an alias; along the branch's first parents, latest first. \
      Times are in UTC. When something landed and who pushed it comes from the record of pushes, if there is one (git fetch \
      origin refs/registry/log:refs/registry/log); otherwise times are the commits' own, none earlier than those before it, and who did \
      it is the member with the commit's author's e-mail address. What a commit claims is shown if the record says otherwise.

      EXAMPLES
        git registry log
        git registry log Fine_Tuned_Models/sentiment -n 10
        git registry log Fine_Tuned_Models/sentiment@production --at 2026-11-22 -n 1
      """)

  @Argument(
    help: ArgumentHelp("REGISTRY, REGISTRY/MODEL, REGISTRY/MODEL@VERSION or REGISTRY/MODEL@ALIAS.", valueName: "ref"))
  var reference: Reference?

  @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Show at most N commits.", valueName: "n"))
  var maxCount: Int?

  @Option(help: ArgumentHelp("Show nothing from before this day or time.", valueName: "date"))
  var since: Day?

  @OptionGroup var output: ReadOptions

  func run() throws {
    let reader = try output.registry()
    let history = try reader.history()
    let about = try reference.map { try reader.find.pinned($0) }
    var left = maxCount ?? .max
    var isSilent = true
    var values: [JSONValue] = []
    guard left > 0 else { return output.print("") { .array([]) } }
    let cut = try history.tell(about: about, since: since?.start) { entry in
      if output.json { values.append(entry.value) } else { Terminal.write(Self.text(entry)) }
      left -= 1
      isSilent = false
      return left > 0
    }
    if let cut, !output.json {
      Terminal.writeError(
        "warning: history is cut off at \(cut.id.abbreviated): this is a shallow clone\nhelp: git fetch --unshallow\n")
    }
    // What never was has no history; what is gone has one.
    if isSilent, since == nil, cut == nil, let reference { try reader.find.require(reference) }
    if output.json { Terminal.write(JSONValue.array(values).text) }
  }

  private static func text(_ entry: HistoryEntry) -> String {
    let head =
      "\(Clock.text(entry.landing.time))  \(Colour.commit.paint(entry.commit.id.abbreviated))  "
    let claims = entry.claims.isEmpty ? "" : " (the commit says \(entry.claims.joined(separator: ", ")))"
    return entry.events.map { head + EscapedText.line($0.sentence(by: entry.actor) + claims) + "\n" }.joined()
  }
}

extension HistoryEntry {
  /// The member, or whoever the record or the commit names.
  fileprivate var actor: String {
    member ?? (landing.basis == .record ? "somebody" : "\(commit.author.name) <\(commit.author.email)>")
  }

  /// What the commit says of itself that cannot be true, or is not what the record says: its author, and its date.
  fileprivate var claims: [String] {
    var claims: [String] = []
    let (author, date) = (commit.author, commit.committer.secondsSince1970)
    if landing.basis == .record, self.author != member { claims.append("\(author.name) <\(author.email)>") }
    if landing.basis == .dates ? date != landing.time : date > landing.time { claims.append(Clock.text(date)) }
    return claims
  }
}
