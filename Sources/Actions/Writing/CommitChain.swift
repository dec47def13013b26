import Diagnostics
import Enforcement
import Git
import RegistryStore
import Rules

/// Commits that are staged one on top of the other, each judged by its own actor: where pushes are recorded, as a step of its branch.
struct CommitChain {
  /// The commit that the branch is at; nil where it is not there.
  let start: Commit?
  /// What came of each planned commit, in their order, once the chain has landed.
  private(set) var results: [Result<Written, ActionFailure>] = []
  /// Those that are good.
  private(set) var landed: [Link] = []

  /// One commit of the chain.
  struct Link {
    /// Among the planned ones.
    let index: Int
    let intake: ContentIntake
    let content: StoredContent
    let record: PushRecord
    let time: Int64
    /// The line of the commit's message.
    let summary: String
  }

  private var parent: Commit?
  private var snapshot: CommitSnapshot
  private let limits: TreeDiffLimits
  /// Most manifests are the same in all of its commits.
  private let decoded = DecodedManifests()

  init(staging commits: [PlannedCommit], with intakes: [ContentIntake], on server: ServerBranch) throws {
    let repository = server.repository
    repository.discardStagedObjects()
    start = try repository.target(of: server.branch).map { try repository.commit($0) }
    parent = start
    snapshot = CommitSnapshot(repository, tree: start?.tree ?? Tree.emptyID)
    snapshot.decoded = decoded
    limits = server.isRecorded ? try PushLimits(of: repository).treeDiff : .none
    for (index, commit) in commits.enumerated() {
      let mark = repository.stagedCount
      let count = landed.count
      do {
        results.append(.success(try add(commit, index, intakes[index], server)))
      } catch let refusal as RefusedByRules {
        results.append(.success(.refused(refusal.report)))
      } catch {
        results.append(.failure(ActionFailure(error)))
      }
      if landed.count == count { repository.unstage(after: mark) }
    }
  }

  /// For the reflog.
  var summary: String {
    landed.count == 1 ? landed[0].summary : "\(landed.count) commits, the last: \(landed.last?.summary ?? "")"
  }

  private mutating func add(
    _ planned: PlannedCommit, _ index: Int, _ intake: ContentIntake, _ server: ServerBranch
  ) throws -> Written {
    let repository = server.repository
    let author = planned.author
    if !author.canSign { try server.protection.requireUnsigned(snapshot) }
    let (edit, effects) = try planned.edit(snapshot.forReading(), intake)
    let message = planned.message(effects)
    let tree =
      try planned.merging?.tree(on: parent, in: repository)
      ?? repository.stageTree(from: snapshot.tree, applying: edit.updates)
    guard tree != snapshot.tree else {
      return Written(outcome: .unchanged, effects: effects, message: message, proposal: nil)
    }
    let parents = [parent?.id, planned.merging?.head].compactMap { $0 }
    let id = try author.stage(tree: tree, parents: parents, message: message, in: repository)
    let commit = try repository.commit(id)
    let after = CommitSnapshot(repository, tree: tree)
    after.decoded = decoded
    let before = try CommitSnapshot.founded(snapshot)
    let change = try Change(from: before, to: after, within: TreeDiffBudget(limits))
    let content = try intake.stored(
      knowsStore: server.installation?.options.requiredBlobs != PushJudge.RequiredBlobs.none)
    let report = try Judge.judge(
      change,
      Facts(
        actor: author.actor, content: content,
        step: server.isRecorded ? Step(commit: commit, after: parent, judgedAt: author.time) : nil,
        firstAdmin: server.installation?.options.firstAdmin))
    let proposal = Transaction.Proposal(before: before, after: after, change: change, report: report)
    guard !report.hasErrors else {
      // What was staged for it is dropped, so nobody can look at the change.
      return Written(outcome: .refused(report), effects: effects, message: message, proposal: nil)
    }
    let record = PushRecord(
      of: server.branch, from: parent?.id, to: id, actor: author.actor.claim,
      actorSource: author.source ?? Authorship.unvouched, judgement: .steps, program: server.program)
    landed.append(
      Link(
        index: index, intake: intake, content: content, record: record, time: author.time,
        summary: String(message.prefix { $0 != "\n" })))
    change.handOnVersions()
    (parent, snapshot) = (commit, after)
    return Written(outcome: .committed(id), effects: effects, message: message, proposal: proposal)
  }
}
