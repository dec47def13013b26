import Git
import Manifests

/// The steps of one walk along history: of an index as long as it can tell, otherwise of the repository itself.
struct HistorySteps {
  private let repository: Repository
  private let tip: ObjectID
  private let log: ObjectID?
  private let reference: Reference?
  private let index: (any HistoryIndex)?
  private let paths: [RepositoryPath]
  private var history: PathHistory?
  private var timeline: Timeline?

  init(
    of repository: Repository, to tip: ObjectID, log: ObjectID?, about reference: Reference?,
    at paths: [RepositoryPath],
    by index: (any HistoryIndex)?
  ) {
    self.repository = repository
    self.tip = tip
    self.log = log
    self.reference = reference
    self.paths = paths
    self.index = index
  }

  /// The first commit from `start` on that may have changed what is asked about; nil where none is left.
  mutating func first(from start: ObjectID) -> (id: ObjectID, folders: KnownFolders?)? {
    if let reference, let stop = index?.stop(from: start, about: reference) {
      if case .commit(let id, let folders) = stop { return (id, folders) }
      return nil
    }
    let known = history ?? PathHistory(of: repository, changing: paths)
    history = known
    return known.first(from: start).map { ($0, nil) }
  }

  /// Commits are asked for latest first.
  mutating func landing(of commit: ObjectID) throws -> Timeline.Landing {
    if let landing = index?.landing(of: commit) { return landing }
    let known = try timeline ?? Timeline(of: repository, to: tip, log: log)
    timeline = known
    return try known.landing(of: commit)
  }
}
