import Git
import Manifests
import RegistryStore
import TestSupport
import Testing

/// Branches and records of pushes over the commits of a ``RandomHistory``.
struct RandomRecord {
  let history: RandomHistory
  /// Tips of `main` as it grew, then of a branch that left it somewhere.
  private(set) var tips: [String]
  /// Tips of records, each with some pushes more than the one before; then of one that was rewritten.
  private(set) var records: [String] = []
  private var random: SplitMix

  init(seed: UInt64, commits: Int) throws {
    random = SplitMix(state: seed &+ 77)
    history = try RandomHistory(seed: seed, commits: commits)
    let sandbox = history.sandbox
    tips = try sandbox.git("rev-list", "--first-parent", "--reverse", "main", in: "r.git").split(separator: "\n").map(
      String.init)
    var side = random.one(of: tips)
    for number in 0..<4 {
      // Merges too: what they bring by their other parents is one step.
      let other = number == 2 ? ["-p", tips[0]] : []
      side = try commit("\(random.one(of: history.trees))", ["-p", side] + other, "x", at: 1_800_000_100 + number)
      tips.append(side)
    }
    try record(Array(tips.prefix(commits)), from: nil)
    let kept = records.count / 2
    try record(Array(tips.prefix(commits)), from: kept == 0 ? nil : records[kept - 1])
  }

  /// Pushes of one commit or several, some void, some of nothing that is on the branch.
  private mutating func record(_ main: [String], from start: String?) throws {
    var parent = start
    var old = start == nil ? random.number(-1..<2) : random.number(0..<3)
    func id(_ position: Int) -> ObjectID? { position < 0 ? nil : ObjectID(hex: main[position]) }
    var time = 1_800_000_500
    while old < main.count - 1 {
      let new = min(main.count - 1, old + random.number(1..<4))
      time += 10
      let kind = random.number(0..<8)
      let target = kind == 0 ? ObjectID(hex: tips[tips.count - 1]) : id(new)
      let push = PushRecord(
        of: try #require(RefName(branch: "main")), from: id(old), to: try #require(target),
        actor: random.one(of: ["ada", "linus", nil]), actorSource: kind == 1 ? PushRecord.unrecorded : "env",
        judgement: random.number(0..<2) == 0 ? .netChange : .steps, program: "0.1.0")
      parent = try commit("\(Tree.emptyID)", parent.map { ["-p", $0] } ?? [], push.message, at: time)
      records.append(try #require(parent))
      // Two from one value: the server died over the first.
      if kind > 2 { old = new }
    }
  }

  private func commit(_ tree: String, _ parents: [String], _ message: String, at time: Int) throws -> String {
    let outcome = try history.sandbox.run(
      "git", ["commit-tree", tree, "-m", message] + parents, in: "r.git",
      environment: ["GIT_COMMITTER_DATE": "\(time) +0000", "GIT_AUTHOR_DATE": "\(time) +0000"])
    try outcome.requireSuccess()
    return outcome.output.split(separator: "\n").first.map(String.init) ?? ""
  }
}
