import Foundation
import TestSupport
import Testing

/// One corpus of changes, judged on a laptop before the commit, in CI, as a merge, and by the server's hook: the same facts get the
/// same verdict. The corpus is the rules' fixtures; those that git alone cannot make, and whose facts only one of the judges
/// has, are left out.
struct SameVerdictTests {
  private static let fixtures = "Tests/RulesTests/Fixtures"
  /// What a fixture may say of itself to be judged everywhere.
  private static let words: Set = ["actor", "removed", "base"]

  private struct Case {
    let path: String
    let actor: String
    let removed: [String]
    let hasBase: Bool

    /// Nil where not everybody could judge it.
    init?(_ path: String) throws {
      self.path = SourceTree.url(path).path
      let text = (try? SourceTree.text(path + "/facts.txt")) ?? ""
      let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      }
      guard lines.allSatisfy({ SameVerdictTests.words.contains($0[0]) && $0.count == 2 }) else { return nil }
      func values(_ word: String) -> [String] { lines.filter { $0[0] == word }.map { $0[1] } }
      actor = values("actor").first ?? "ada"
      removed = values("removed")
      hasBase = values("base") != ["none"]
      guard !["-", "?"].contains(actor) else { return nil }
    }
  }

  private static func cases(of rule: String) throws -> [Case] {
    try SourceTree.names(in: "\(fixtures)/\(rule)").compactMap { try Case("\(fixtures)/\(rule)/\($0)") }
  }

  private static func rules() throws -> [String] {
    try SourceTree.names(in: fixtures).filter { !$0.contains(".") }.filter { try !cases(of: $0).isEmpty }
  }

  @Test func theCorpusIsLarge() throws {
    #expect(try Self.rules().count > 40)
    let cases = try Self.rules().flatMap { try Self.cases(of: $0).map(\.path) }
    #expect(cases.count > 150)
  }

  @Test("gives one verdict everywhere", arguments: try rules())
  func givesOneVerdict(_ rule: String) throws {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "--bare", "server.git")
    try sandbox.git("init", "--quiet", "work")
    try sandbox.registry(
      "hook", "install", "server.git", "--actor-from", "env:PUSHER", "--require-blobs", "none", in: ".")
    let base = try sandbox.run(
      "bash", ["-ec", Self.adding + "\nadd '\(SourceTree.url("Tests/RulesTests/Base").path)'; git write-tree"],
      in: "work")
    try base.requireSuccess()
    for fixture in try Self.cases(of: rule) {
      let script = Self.script(fixture, base: base.output.trimmingCharacters(in: .newlines))
      let outcome = try sandbox.run("bash", ["-c", script], in: "work")
      #expect(outcome.status == 0, "\(fixture.path): \(outcome.text)")
      let hook = Self.verdict(ofHook: try sandbox.read("hook.txt"))
      let refuses = try sandbox.read("pushed") != "0\n"
      #expect(refuses == hook.contains { $0.hasPrefix("error") }, "\(fixture.path): \(hook)")
      let isRejected = fixture.path.contains("/reject-")
      #expect(hook.contains { $0.contains(" \(rule) ") } == isRejected, "\(fixture.path): \(hook)")
      for judge in ["staged", "base", "merge"] {
        let found = try Self.verdict(ofReport: Data(sandbox.read("\(judge).json").utf8))
        #expect(found == hook, "\(fixture.path): --\(judge) and the hook disagree")
      }
    }
  }

  /// The index is filled by plumbing, so that attributes and odd names do nothing; no file is checked out.
  private static let adding = """
    add() { # FOLDER: its files into the index
      [ -d "$1" ] || return 0
      (cd "$1" && find . -type f -o -type l) | while read -r file; do
        mode=100644; [ -x "$1/$file" ] && mode=100755; [ -L "$1/$file" ] && mode=120000
        if [ $mode = 120000 ]; then id=$(readlink -n "$1/$file" | git hash-object -w --stdin)
        else id=$(git hash-object -w --no-filters "$1/$file"); fi
        printf '%s %s\\t%s\\n' $mode $id "${file#./}"
      done | git update-index --index-info
    }
    """

  /// - Parameter base: the tree that fixtures start from.
  private static func script(_ fixture: Case, base: String) -> String {
    """
    \(adding)
    commit() { git commit-tree $(git write-tree) "$@" -m x; }
    fixture='\(fixture.path)'
    git read-tree \(fixture.hasBase ? base : "--empty")
    add "$fixture/before"
    before=$(commit)
    git update-ref refs/heads/main $before
    add "$fixture/after"
    \(fixture.removed.map { "git rm -r --cached --quiet --ignore-unmatch -- '\($0)'" }.joined(separator: "\n"))
    say() { # NAME OPTIONS…
      git registry validate "${@:2}" --actor '\(fixture.actor)' --report json=../$1.json --report text=../$1.txt >/dev/null || [ $? = 1 ]
    }
    say staged --staged --base HEAD || exit 1
    after=$(commit -p $before)
    say base $after --base $before || exit 1
    say merge $after --merge-with $before || exit 1
    git --git-dir=../server.git fetch --quiet "$PWD" +$before:refs/heads/main || exit 1
    PUSHER='\(fixture.actor)' git push --quiet ../server.git $after:refs/heads/main 2>../hook.txt
    echo $? >../pushed
    """
  }

  private static func verdict(ofReport data: Data) throws -> [String] {
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let diagnostics = try #require(report["diagnostics"] as? [[String: Any]])
    return diagnostics.map { diagnostic in
      func text(_ key: String) -> String { diagnostic[key] as? String ?? "" }
      func number(_ key: String) -> Int { diagnostic[key] as? Int ?? 0 }
      let place = number("line") == 0 ? text("path") : "\(text("path")):\(number("line")):\(number("column"))"
      return "\(text("severity")) \(text("rule")) \(place)"
    }
  }

  private static func verdict(ofHook text: String) -> [String] {
    let lines = text.split(separator: "\n").map { line in
      line.hasPrefix("remote: ") ? line.dropFirst("remote: ".count) : line[...]
    }
    return zip(lines, lines.dropFirst()).compactMap { head, place in
      guard place.hasPrefix("  --> "), let end = head.firstIndex(of: "]") else { return nil }
      let parts = head[..<end].components(separatedBy: ": [")
      guard parts.count == 2 else { return nil }
      return "\(parts[0]) \(parts[1]) \(place.dropFirst("  --> ".count).trimmingCharacters(in: .whitespaces))"
    }
  }
}
