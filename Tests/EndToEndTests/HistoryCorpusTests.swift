import Foundation
import TestSupport
import Testing

/// Made-up histories get one verdict: from the hook of a plain and of a strict installation, from `audit` once they landed all the same,
/// and from `validate` step by step; and `review` tells of a branch that only lands as one.
///
/// `HISTORIES=10000` in the environment judges so many, as `make soak` does; the suite 150.
struct HistoryCorpusTests {
  private static let count = ProcessInfo.processInfo.environment["HISTORIES"].flatMap { Int($0) } ?? 150

  /// For each history, on one line: seed, status and rules of both hooks, what `audit` says, the first step that `validate` refuses, the
  /// verdict of `review` and whether it warns of single commits.
  private static let script = #"""
    judge() { # SEED ACTOR
      tip=$(git -C plain.git rev-parse refs/heads/h/$1) base=$(git -C plain.git rev-parse refs/heads/base)
      for server in plain strict; do
        git -C $server.git update-ref refs/heads/main $base
        git -C $server.git update-ref -d refs/registry/log; rm -rf $server.git/registry
        status=0
        PUSHER=$2 git -C work push --quiet ../$server.git $tip:refs/heads/main 2>told.$server || status=1
        rules=$(sed -n 's/^remote: error: \[\([a-z-]*\)\].*/\1/p' told.$server | sort -u | paste -sd,)
        printf '%s\t%s\t%s\t' $1 $status "${rules:--}"
      done
      git -C past.git update-ref refs/heads/main $tip; git -C past.git update-ref -d refs/registry/log
      echo "$base $tip refs/heads/main" | (cd past.git && PUSHER=$2 GIT_DIR=. git-registry hook post-receive --actor-from env:PUSHER --require-blobs lfs-store)
      audit=0; git-registry -C past.git audit $base..main >told.audit || audit=$?
      printf '%s\t' $audit
      refused=-
      if git -C work rev-list --first-parent $tip | grep -q $base; then
        for step in $(git -C work rev-list --first-parent --reverse $base..$tip); do
          git-registry -C work validate $step --base $step^1 --actor $2 --json >told.validate || { refused=$step; break; }
        done
      else
        refused=foxtrot
      fi
      printf '%s\t' $refused
      review=0; git-registry -C work review $base..$tip --actor $2 >told.review || review=$?
      alone=0; grep -q '\[commit-refused-alone\]\|would be refused if it landed' told.review && alone=1
      printf '%s\t%s\n' $review $alone
    }
    """#

  @Test func oneVerdict() throws {
    let server = try PushServer()
    let sandbox = server.sandbox
    let names = try sandbox.git("ls-files", in: "acme").split(separator: "\n").map(String.init)
    var base: [String: String] = [:]
    for name in names { base[name] = try sandbox.read("acme/" + name) }
    let start = 1_795_600_000
    var stream = "commit refs/heads/base\nmark :1\ncommitter Ada Lovelace <ada@acme.org> \(start) +0000\ndata 4\nbase\n"
    for (path, content) in base { stream += "M 100644 inline \(path)\ndata \(content.utf8.count)\n\(content)\n" }
    let histories = (1...Self.count).map { RandomHistory(seed: UInt64($0), from: base, start: start) }
    stream += "\n" + histories.map(\.stream).joined()
    try sandbox.write(stream, to: "stream")
    let options = "--actor-from env:PUSHER"
    try sandbox.run(
      "bash",
      [
        "-ec",
        """
        git init --quiet work; git -C work fast-import --quiet --force < stream
        for server in plain strict past; do
          git clone --quiet --mirror work $server.git; git -C $server.git symbolic-ref HEAD refs/heads/main
        done
        git registry hook install plain.git \(options); git registry hook install strict.git \(options) --strict
        git -C plain.git config registry.recordBegins "$(git -C work rev-parse base) refs/heads/main"
        """,
      ]
    ).requireSuccess()
    let calls = histories.map { "judge \($0.seed) \($0.actor)" }.joined(separator: "\n")
    try sandbox.write(Self.script + "\n" + calls + "\n", to: "judge.sh")
    let outcome = try sandbox.run("bash", ["-e", "judge.sh"])
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == Self.count, "\(outcome.error.suffix(2000))")
    var accepted = 0
    for line in lines {
      let parts = line.split(separator: "\t").map(String.init)
      try #require(parts.count == 10, "\(line)")
      let (seed, plain, plainRules, strict, strictRules) = (parts[0], parts[1], parts[2], parts[4], parts[5])
      let (audit, step, review, isAlone) = (parts[6], parts[7], parts[8], parts[9] == "1")
      let actor = histories[Int(seed).map { $0 - 1 } ?? 0].actor
      #expect(plain == strict && plainRules == strictRules, "history \(seed) by \(actor): \(line)")
      #expect((audit == "0") == (plain == "0"), "history \(seed) by \(actor): audit says \(audit): \(line)")
      // Dates are asked of what lands, and of nothing before.
      let isMisdated = plainRules.contains("commit-misdated")
      if !isMisdated { #expect((step == "-") == (plain == "0"), "history \(seed) by \(actor): validate: \(line)") }
      if step.count == 40, review != "1" { #expect(isAlone, "history \(seed) by \(actor): review is silent: \(line)") }
      if step == "-" { #expect(!isAlone, "history \(seed) by \(actor): review warns: \(line)") }
      if plain == "0" { accepted += 1 }
    }
    // Neither verdict is rare.
    #expect((Self.count / 20...Self.count * 19 / 20).contains(accepted), "\(accepted) of \(Self.count) accepted")
  }
}
