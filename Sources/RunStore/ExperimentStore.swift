/// Experiments.
package protocol ExperimentStore: Sendable {
  /// Makes a registry's experiment "0", named Default, if it has none. Costs nothing the second time.
  ///
  /// Whoever serves a registry calls it first.
  func prepare(_ registry: String, now: Int64) async throws(RunStoreError)

  /// - Throws: `alreadyExists` if an experiment has the name, even a deleted one.
  func createExperiment(_ new: NewExperiment, in registry: String, now: Int64) async throws(RunStoreError) -> Experiment

  /// An experiment in any stage.
  func experiment(_ id: String, in registry: String) async throws(RunStoreError) -> Experiment

  /// An experiment in any stage.
  func experiment(named name: String, in registry: String) async throws(RunStoreError) -> Experiment

  /// The experiment `[model]NAME`, made if there is none.
  func experiment(ofModel model: String, in registry: String, now: Int64) async throws(RunStoreError) -> Experiment

  func renameExperiment(_ id: String, to name: String, in registry: String, now: Int64) async throws(RunStoreError)

  /// Deletes an experiment and its runs, so that they can be restored. Its name stays taken.
  func deleteExperiment(_ id: String, in registry: String, now: Int64) async throws(RunStoreError)

  /// Restores an experiment and all its runs.
  func restoreExperiment(_ id: String, in registry: String, now: Int64) async throws(RunStoreError)

  func setTag(_ tag: Tag, ofExperiment id: String, in registry: String) async throws(RunStoreError)

  /// - Throws: `notFound` if there is no such tag.
  func deleteTag(_ key: String, ofExperiment id: String, in registry: String) async throws(RunStoreError)
}
