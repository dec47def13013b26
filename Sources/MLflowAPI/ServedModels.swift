import Access
import Actions
import CommitQueue
import Endpoints
import Manifests
import RunStore

/// What the parts of MLflow's interface share: the repository, the store of runs, and what is remembered of models.
final class ServedModels: Sendable {
  let repository: ServedRepository
  let store: any RunStore
  let dialect: MLflowDialect
  let jobs: JobLinks
  private let indexes: ModelIndexes

  init(_ repository: ServedRepository, _ store: any RunStore, _ jobs: JobLinks = JobLinks()) {
    self.repository = repository
    self.store = store
    self.jobs = jobs
    dialect = .mlflow
    indexes = ModelIndexes()
  }

  /// The same for the clients of another mount.
  init(_ models: ServedModels, in dialect: MLflowDialect) {
    (repository, store, jobs, indexes) = (models.repository, models.store, models.jobs, models.indexes)
    self.dialect = dialect
  }

  /// Reads models and versions at the branch's tip.
  func view<Value: Sendable>(_ body: @escaping @Sendable (ModelView) throws -> Value) async throws -> Value {
    let (indexes, dialect) = (indexes, dialect)
    return try await repository.read { try body(ModelView($0, indexes, dialect)) }
  }

  /// Lands actions as one commit; what the rules refuse is an error.
  ///
  /// - Parameter artifacts: that it adds, whose content is among the uploads.
  @discardableResult
  func commit(
    _ actions: [any Action], by principal: Principal, adding artifacts: [Artifact] = []
  ) async throws -> CommitOutcome {
    try await repository.commit(actions, by: principal, content: content.received(artifacts))
  }

  /// Content of uploads and of versions.
  var content: ServedContent { ServedContent(repository) }
}
