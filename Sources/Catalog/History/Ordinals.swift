package import Git
package import Manifests

/// The ordinals of versions whose manifests give none: which of its model's versions each one was, by first appearance on the first parents
/// of a commit, those of one commit by their numbers. Each takes the one after the highest; a version that is gone keeps its own.
package final class Ordinals {
  private let commit: ObjectID
  private let repository: Repository
  private let catalog: HistoryCatalog?
  /// Of the model that was asked about last, once more than a few versions were asked for.
  private var last: (model: ModelName, ordinals: [String: Int]?, asked: Int)?
  private static let askedOneByOne = 4
  /// What reading every commit says; nil until somebody asks.
  private var walked: [ModelName: [SemanticVersion: Int]]?

  /// - Parameter catalog: asked if it has the commit; nil for reading every commit. The answer is the same.
  package init(at commit: ObjectID, of repository: Repository, _ catalog: HistoryCatalog?) {
    self.commit = commit
    self.repository = repository
    // An earlier commit's versions have the numbers that they have later.
    self.catalog = (try? catalog?.hold(commit)) == true ? catalog : nil
  }

  /// - Returns: nil for a version that never was there, and for all of them in a shallow clone: it does not know which came first.
  package func ordinal(of version: SemanticVersion, in model: ModelName) throws(GitError) -> Int? {
    guard !repository.isShallow else { return nil }
    if let catalog {
      // What the catalog cannot say is read.
      if let found = known(version, model, catalog) { return found }
    }
    if let walked { return walked[model]?[version] }
    let all = try byReading()
    walked = all
    return all[model]?[version]
  }

  /// Nil also where the catalog turns out to be damaged: it says which commits to read, and they are read without it.
  private func known(_ version: SemanticVersion, _ model: ModelName, _ catalog: HistoryCatalog) -> Int? {
    var asked = last ?? (model, nil, 0)
    if asked.model != model { asked = (model, nil, 0) }
    asked.asked += 1
    defer { last = asked }
    guard asked.asked > Self.askedOneByOne else {
      return (try? catalog.ordinal(of: "\(version)", in: model)) ?? nil
    }
    let ordinals = asked.ordinals ?? (try? catalog.ordinals(of: model)) ?? [:]
    asked.ordinals = ordinals
    return ordinals["\(version)"]
  }

  private func byReading() throws(GitError) -> [ModelName: [SemanticVersion: Int]] {
    var numbers: [ModelName: [SemanticVersion: Int]] = [:]
    var counts: [ModelName: OrdinalCount] = [:]
    var changes = FolderChanges(of: repository)
    var before: ObjectID?
    let bulk = repository.readsInBulk
    repository.readsInBulk = true
    defer { repository.readsInBulk = bulk }
    for id in try FirstParentChain(of: repository, to: commit).ids.reversed() {
      let tree = try repository.commit(id).tree
      for (model, versions) in try changes.change(from: before, to: tree).versions {
        var known = numbers[model] ?? [:]
        var count = counts[model] ?? OrdinalCount(highest: 0)
        for (number, ordinal) in count.take(versions, isKnown: { known[$0] != nil }) { known[number] = Int(ordinal) }
        numbers[model] = known
        counts[model] = count
      }
      before = tree
    }
    return numbers
  }
}
