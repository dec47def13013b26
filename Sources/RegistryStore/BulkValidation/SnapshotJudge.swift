package import Diagnostics
import Dispatch
package import Git
import Glibc
import Manifests
package import Rules
import Synchronization

/// Judges a snapshot alone, part by part on all cores, in bounded memory. The report is the one that judging all of it at
/// once would give.
///
/// At a million versions, all at once takes minutes and tens of gigabytes; see ``VersionTemplate`` for what else is saved.
package struct SnapshotJudge: Sendable {
  private let tree: ObjectID
  private let open: @Sendable () throws(GitError) -> Repository
  private let facts: @Sendable (Repository) throws(GitError) -> Facts

  /// - Parameters:
  ///   - tree: the snapshot's top.
  ///   - open: a repository for each thread. One between them is slower than one thread alone.
  package init(
    _ tree: ObjectID, open: @escaping @Sendable () throws(GitError) -> Repository,
    facts: @escaping @Sendable (Repository) throws(GitError) -> Facts
  ) {
    self.tree = tree
    self.open = open
    self.facts = facts
  }

  package func judge() throws(GitError) -> Report {
    let snapshot = CommitSnapshot(try open(), tree: tree)
    let parts = try SnapshotParts(of: snapshot)
    let restFacts = try facts(snapshot.repository)
    let organization = try snapshot.organization()?.value
    // What the store has is asked of every artifact, if it is known.
    let arePointers = organization?.effectiveBlobs == .lfs && restFacts.content?.knowsStore != true
    // Whether a text is canonical is asked of every one, if the policy wants it.
    let looksFirst = organization?.rules[Self.canonicalRule].flatMap(Severity.init) ?? .ignore == .ignore
    let blobs: [Report]
    let models: [Report]
    if arePointers {
      let folders = try onAllCores(parts.blobs) { judge, folder throws(GitError) in try judge.list(folder) }
      let pointers = PointerTable(folders.map(\.entries))
      let judged = try onAllCores(parts.models) { judge, folder throws(GitError) in
        try judge.judge(model: folder, looksFirst ? pointers : nil)
      }
      models = judged.map(\.report)
      var isKnown = [Bool](repeating: false, count: pointers.count)
      for place in judged.lazy.flatMap(\.known) { isKnown[Int(place)] = true }
      blobs = try onAllCores(SnapshotParts.together(folders)) { [isKnown] judge, folders throws(GitError) in
        try judge.judge(blobs: folders, pointers, isKnown: isKnown, arePlain: parts.areBlobsPlain)
      }
    } else {
      blobs = try onAllCores(SnapshotParts.together(parts.blobs)) { judge, folders throws(GitError) in
        try judge.judge(blobs: folders)
      }
      models = try onAllCores(parts.models) { judge, folder throws(GitError) in
        try judge.judge(model: folder, nil).report
      }
    }
    let rest = try PartJudge(snapshot, restFacts).judge(parts.rest)
    return Judge.merged([rest] + blobs + models)
  }

  private static let canonicalRule = "manifest-not-canonical"

  /// Runs `body` for every part, in no order.
  ///
  /// - Returns: the results in the order of the parts.
  private func onAllCores<Part: Sendable, Result: Sendable>(
    _ parts: [Part], _ body: @Sendable (PartJudge, Part) throws(GitError) -> Result
  ) throws(GitError) -> [Result] {
    let next = Atomic(0)
    let results = Mutex<(done: [Int: Result], failure: GitError?)>(([:], nil))
    let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    DispatchQueue.concurrentPerform(iterations: min(cores, max(1, parts.count))) { _ in
      do throws(GitError) {
        let repository = try open()
        repository.readsInBulk = true
        let judge = PartJudge(CommitSnapshot(repository, tree: tree), try facts(repository))
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          guard index < parts.count, results.withLock({ $0.failure == nil }) else { return }
          let result = try body(judge, parts[index])
          results.withLock { $0.done[index] = result }
        }
      } catch {
        results.withLock { $0.failure = error }
      }
    }
    let (done, failure) = results.withLock { ($0.done, $0.failure) }
    if let failure { throw failure }
    return done.sorted { $0.key < $1.key }.map(\.value)
  }
}
