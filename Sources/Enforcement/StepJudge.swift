import Diagnostics
import Git
import RegistryStore
import Rules

/// Judges what the protected branch gains: each commit on its first parents as a transition from the one before, by the rights of the
/// one before, with one actor for all of them.
///
/// Each of them is a snapshot that history shows from then on. What a merged branch looked like inside is nobody's matter: a
/// merge is one step.
struct StepJudge {
  let repository: Repository
  let limits: TreeDiffLimits
  /// The clock of whoever lets the commits in, in seconds since 1970.
  let now: Int64

  /// - Parameters:
  ///   - steps: the commits, oldest first, at least one.
  ///   - parent: the commit that the branch was at; nil if it was made.
  ///   - before: its snapshot; nil if that is not a registry yet.
  ///   - end: the snapshot of the last step.
  ///   - facts: who acts and what is known; the signatures are those of all new commits, and judged once.
  func judge(
    _ steps: [Commit], after parent: Commit?, from before: CommitSnapshot?, to end: CommitSnapshot, _ facts: Facts
  ) throws(GitError) -> Report {
    let budget = TreeDiffBudget(limits)
    var (parent, snapshot, facts) = (parent, before, facts)
    var reports: [Report] = []
    var isFirst = true
    for (index, commit) in steps.enumerated() {
      let step = Step(commit: commit, after: parent, judgedAt: now)
      let last = snapshot
      let after = [last, end].first { $0?.tree == commit.tree } ?? CommitSnapshot(repository, tree: commit.tree)
      parent = commit
      guard let after else { continue }
      // What comes before the first organization is not a registry, unless nothing else comes.
      if last == nil, index < steps.count - 1, try CommitSnapshot.founded(after) == nil { continue }
      if !isFirst, last === after, step.misdating == nil { continue }
      facts.step = step
      let judged = try Judge.judge(Change(from: last, to: after, within: budget), facts)
      guard steps.count > 1 else { return judged }
      reports.append(judged.of(step, among: steps.count))
      if judged.hasErrors {
        let net = try netChange(steps, before, end, facts, judged)
        return Judge.merged(reports).merging(net)
      }
      if isFirst { facts.signatures = facts.signatures.map { JudgedSignatures($0) } }
      isFirst = false
      snapshot = after
    }
    return Judge.merged(reports)
  }

  /// What the steps come to together, once one of them is refused: other errors, or the advice to let them land as one.
  private func netChange(
    _ steps: [Commit], _ before: CommitSnapshot?, _ end: CommitSnapshot, _ facts: Facts, _ refused: Report
  ) throws(GitError) -> Report {
    guard let start = steps.first?.parents.first ?? steps.first?.id else { return .empty }
    var facts = facts
    facts.step = nil
    facts.signatures = facts.signatures.map { JudgedSignatures($0) }
    let net = try Judge.judge(Change(from: before, to: end, within: TreeDiffBudget(limits)), facts)
    guard net.hasErrors else {
      let amend = steps.first?.parents.isEmpty == true ? " --amend" : ""
      return Report(
        diagnostics: [], notJudged: [],
        advice:
          "or let the commits land as one: git merge --no-ff, or squash them: git reset --soft \(start.abbreviated) && git commit\(amend)"
      )
    }
    let others = net.diagnostics.filter { other in
      other.severity == .error
        && !refused.diagnostics.contains {
          $0.rule == other.rule && $0.finding.location.path == other.finding.location.path
        }
    }
    return Report(diagnostics: others, notJudged: [])
  }
}

extension Report {
  /// The same, with the commit that brings each finding.
  fileprivate func of(_ step: Step, among count: Int) -> Report {
    let note = Finding.Note(
      "in this commit, one of \(count) new ones; each is judged by itself",
      at: SourceLocation(path: "commit/\(step.commit)"))
    return Report(
      diagnostics: diagnostics.map { diagnostic in
        let finding = diagnostic.finding
        guard finding.location.path != note.location.path else { return diagnostic }
        return Diagnostic(
          rule: diagnostic.rule, severity: diagnostic.severity,
          finding: Finding(finding.message, at: finding.location, notes: finding.notes + [note], help: finding.help))
      }, notJudged: notJudged)
  }
}

/// The signatures of a push whose first step has been judged with them: what they say is not said again.
private final class JudgedSignatures: SignatureFacts {
  let namesActor: Bool

  init(_ judged: any SignatureFacts) { namesActor = judged.namesActor }

  var base: ObjectID? { nil }
  func areRequired() throws(GitError) -> Bool { false }
  func commits() throws(GitError) -> [SignedCommit] { [] }
  func tip() throws(GitError) -> SignedCommit? { nil }
}
