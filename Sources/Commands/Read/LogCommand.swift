import Actions
import ArgumentParser
import Catalog
import Diagnostics
import Enforcement
import Git
import Manifests
import Query
import RegistryStore
import Searching

struct LogCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show the history in the registry's words: who published, moved or granted what, and when.",
    discussion: """
      Of everything, or of a registry, a model, a version or an alias; along the branch's first parents, latest first. \
      Times are in UTC. When something landed and who pushed it comes from the record of pushes, if there is one (git fetch \
      origin refs/registry/log:refs/registry/log); otherwise times are the commits' own, none earlier than those before it, and who did \
      it is the member with the commit's author's e-mail address. What a commit claims is shown if the record says otherwise.

      --follow waits for more and prints it as it lands, one JSON object a line with --json. The kinds of events that --event takes: \
      \(EventName.allCases.map(\.rawValue).joined(separator: ", ")).

      EXAMPLES
        git registry log
        git registry log Fine_Tuned_Models/sentiment -n 10
        git registry log Fine_Tuned_Models/sentiment@production --at 2026-11-22 -n 1
        git registry log --event alias-moved,version-yanked --actor grace --since 2026-11-01 --until 2026-11-30
        git registry log Fine_Tuned_Models --where "event = 'alias-moved' and alias = production" --follow --json
      """)

  @Argument(
    help: ArgumentHelp("REGISTRY, REGISTRY/MODEL, REGISTRY/MODEL@VERSION or REGISTRY/MODEL@ALIAS.", valueName: "ref"))
  var reference: Reference?

  @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Show at most N commits.", valueName: "n"))
  var maxCount: Int?

  @OptionGroup var options: HistoryOptions

  @Flag(help: "Go on: print what lands as it lands.")
  var follow = false

  @OptionGroup var output: ReadOptions

  var isPaged: Bool { !follow }

  func validate() throws {
    guard follow else { return }
    if output.at != nil { throw ValidationError("--follow shows what is yet to come; leave --at out") }
    if options.until != nil { throw ValidationError("--follow shows what is yet to come; leave --until out") }
  }

  func run() throws {
    let wanted = try options.wanted()
    let reader = try output.registry()
    let about = try reference.map { try reader.find.pinned($0) }
    var (left, entries) = (maxCount ?? .max, [HistoryEntry]())
    var isSilent = true
    if left > 0 {
      let cut = try tell(about, wanted, of: reader) { entry in
        if output.json, !follow { entries.append(entry) } else { write(entry) }
        left -= 1
        isSilent = false
        return left > 0
      }
      if let cut, !output.json {
        Terminal.writeError(
          "warning: history is cut off at \(cut.id.abbreviated): this is a shallow clone\nhelp: git fetch --unshallow\n"
        )
      }
      // What never was has no history; what is gone has one.
      if isSilent, options.isEmpty, cut == nil, let reference { try reader.find.require(reference) }
    }
    if follow { return try follow(reader, about, wanted) }
    if output.json { Terminal.write(JSONValue.array(entries.map(\.value)).text) }
  }

  private func follow(_ reader: RegistryReader, _ about: Reference?, _ wanted: Filter) throws {
    var watch = try HistoryWatch(reader.repository, after: reader.commit)
    while let gain = try watch.next() {
      if gain.isRewritten {
        Terminal.writeError("note: the branch was rewritten; what follows is in \(gain.commit.id.abbreviated)\n")
      }
      var entries: [HistoryEntry] = []
      _ = try tell(about, wanted, among: gain.ids, of: RegistryReader(reader.repository, commit: gain.commit)) {
        entries.append($0)
        return true
      }
      entries.reversed().forEach(write)
    }
  }

  private func tell(
    _ about: Reference?, _ wanted: Filter, among ids: Set<ObjectID>? = nil, of reader: RegistryReader,
    _ body: (HistoryEntry) throws -> Bool
  ) throws -> Commit? {
    let now = Clock.secondsSince1970() * 1000
    return try reader.history(isKept: about != nil && output.at == nil).tell(
      about: about, since: options.since?.start, until: options.until?.end, among: ids
    ) { entry in
      guard let entry = entry.keeping({ wanted.matches(EventRow($0, of: entry), now: now) }) else { return true }
      return try body(entry)
    }
  }

  private func write(_ entry: HistoryEntry) {
    Terminal.write(output.json ? entry.value.line + "\n" : Self.text(entry))
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
