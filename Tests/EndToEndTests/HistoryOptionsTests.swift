import Foundation
import TestSupport
import Testing

/// Which events `log` shows, and how it waits for more.
struct HistoryOptionsTests {
  /// A registry of ada and grace: ada publishes 1.0.0 on the 23rd and 1.1.0 on the 24th, grace moves production and yanks on the 25th.
  private static let script = """
    who() { export GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL=$2 GIT_COMMITTER_NAME=$1 GIT_COMMITTER_EMAIL=$2; }
    at() { day=$1; shift; GIT_COMMITTER_DATE=2026-11-${day}T09:00:00Z "$@"; }
    git registry member add grace --email grace@acme.org
    git registry member add grace --registry Models --role admin
    git registry model create Models/m
    at 23 git registry version create Models/m --metric auc=0.9 --alias production
    at 24 git registry version create Models/m --metric auc=0.95 --bump minor
    who Grace grace@acme.org
    at 25 git registry alias set Models/m@1.1.0 production
    at 26 git registry version yank Models/m@1.0.0 --reason wrong
    who Eve eve@else.org
    echo x > notes.txt; git add notes.txt; at 27 git commit --quiet --message notes
    """

  private static func registry() throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.run("bash", ["-ec", script], in: "acme").requireSuccess()
    return sandbox
  }

  /// Options, and the sentences that are shown, without who made the change where nothing is said of it.
  static let rows: [(options: [String], sentences: [String])] = [
    (
      ["--actor", "grace"], ["grace yanked Models/m 1.0.0: wrong", "grace moved production 1.0.0 → 1.1.0 in Models/m"]
    ),
    (["--actor", "eve@else.org"], ["Eve <eve@else.org> added notes.txt"]),
    (["--actor", "Eve"], ["Eve <eve@else.org> added notes.txt"]), (["--actor", "nobody"], []),
    (["--event", "alias-moved"], ["grace moved production 1.0.0 → 1.1.0 in Models/m"]),
    (
      ["--event", "alias-moved,alias-set"],
      ["grace moved production 1.0.0 → 1.1.0 in Models/m", "ada set production to 1.0.0 in Models/m"]
    ),
    (
      ["--event", "version-yanked", "--event", "alias-moved", "-n", "1"], ["grace yanked Models/m 1.0.0: wrong"]
    ),
    (
      ["Models/m", "--until", "2026-11-23", "--since", "2026-11-23", "--event", "version-published"],
      [published("1.0.0")]
    ),
    (
      ["--until", "2026-11-24T09:00:00Z", "--since", "2026-11-23T09:00:01Z"],
      [published("1.1.0")]
    ),
    (["--until", "2026-11-21"], []),
    (["--where", "version = 1.1.0"], ["grace moved production 1.0.0 → 1.1.0 in Models/m", published("1.1.0")]),
    (
      ["--where", "alias = production and created < '2026-11-25'"],
      ["ada set production to 1.0.0 in Models/m"]
    ),
    (
      ["--where", "event like 'version-%' and not actor = grace", "--actor", "ada"],
      [published("1.1.0"), published("1.0.0")]
    ),
    (
      ["--where", "registry = Models and model = m and version = '^1' and 'wrong'"],
      ["grace yanked Models/m 1.0.0: wrong"]
    ),
    (["--where", "by = grace and name = m", "-n", "1"], ["grace yanked Models/m 1.0.0: wrong"]),
  ]

  private static func published(_ number: String) -> String { "ada published Models/m \(number)" }

  @Test func onlyWhatIsWantedIsShown() throws {
    let sandbox = try Self.registry()
    for row in Self.rows {
      let outcome = try sandbox.registry(["log"] + row.options, in: "acme")
      let lines = outcome.output.split(separator: "\n").map { String($0.dropFirst(34)) }
      #expect(lines == row.sentences && outcome.status == 0, "\(row.options): \(outcome.text)")
      let json = try sandbox.registry(["log", "--json"] + row.options, in: "acme").output
      let values = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
      let events = values.flatMap { $0["events"] as? [[String: Any]] ?? [] }.compactMap { $0["text"] as? String }
      #expect(events.count == row.sentences.count, "\(row.options): \(json)")
      for (event, sentence) in zip(events, row.sentences) { #expect(sentence.hasSuffix(event), "\(row.options)") }
    }
    for row in Self.wrong {
      let outcome = try sandbox.registry(["log"] + row.options, in: "acme")
      #expect(outcome.status == 64 && outcome.error.hasPrefix(row.message), "\(row.options): \(outcome.text)")
    }
  }

  static let wrong: [(options: [String], message: String)] = [
    (
      ["--event", "version-publishd"],
      "error: 'version-publishd' is not a kind of event\nhelp: did you mean 'version-published'?\n"
    ),
    (["--event", "alias-set,"], "error: '' is not a kind of event\nhelp: use one of: organization-founded, "),
    (
      ["--where", "evnt = 'alias-set'"],
      "error: --where: 'evnt' is not a field of events\n  evnt = 'alias-set'\n  ^^^^\nhelp: did you mean 'event'?\n"
    ),
    (["--where", "metrics.auc > 0.5"], "error: --where: "),
    (["--until", "soon"], "error: The value 'soon' is invalid"),
    (["--follow", "--at", "HEAD"], "error: --follow shows what is yet to come; leave --at out\n"),
    (["--follow", "--until", "2026-11-23"], "error: --follow shows what is yet to come; leave --until out\n"),
  ]

  // MARK: Waiting

  /// Prints what `log --follow` wrote, and how it ended.
  private static let follow = """
    lines() { for _ in $(seq 200); do [ "$(wc -l <../out)" -ge $1 ] && return; sleep 0.1; done; echo timeout; }
    env --default-signal=INT,PIPE git-registry log Models/m OPTIONS --follow >../out 2>../err & pid=$!
    lines 1
    git registry version create Models/m --metric auc=0.96 >/dev/null
    git registry member add otto --email otto@acme.org >/dev/null
    lines 2
    git registry version create Models/m --metric auc=0.97 >/dev/null
    git registry version yank Models/m@1.1.2 --reason late >/dev/null
    lines 4
    git reset --quiet --hard HEAD~1
    git registry version yank Models/m@1.1.2 --reason again >/dev/null
    lines 5
    kill -INT $pid; wait $pid || echo "status $?" >>../out
    cat ../out ../err
    """

  @Test(arguments: ["-n 1", "-n 1 --json"]) func whatLandsIsShownAsItLands(options: String) throws {
    let sandbox = try Self.registry()
    let script = Self.follow.replacing("OPTIONS", with: options)
    let outcome = try sandbox.run("bash", ["-ec", script], in: "acme")
    var lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.last?.hasPrefix("note: the branch was rewritten; ") == true, "\(outcome.text)")
    #expect(lines.dropLast().last == "status 130", "\(outcome.text)")
    lines = lines.dropLast(2)
    let sentences =
      ["yanked Models/m 1.0.0: wrong", "published Models/m 1.1.1", "published Models/m 1.1.2"]
      + ["yanked Models/m 1.1.2: late", "yanked Models/m 1.1.2: again"]
    try #require(lines.count == sentences.count, "\(outcome.text)")
    for (line, sentence) in zip(lines, sentences) {
      #expect(line.contains(sentence), "\(line)")
      guard options.contains("--json") else { continue }
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any], "\(line)")
    }
  }

  @Test func itEndsOnceNobodyReads() throws {
    let outcome = try Self.registry().run(
      "timeout", ["20", "bash", "-c", "git-registry log --follow -n 2 | head -n 1"], in: "acme")
    #expect(outcome.status == 0 && outcome.output.split(separator: "\n").count == 1, "\(outcome.text)")
  }
}
