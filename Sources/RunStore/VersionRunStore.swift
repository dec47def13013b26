/// Which versions come from which runs: what a run logs after its version was made becomes the version's too.
package protocol VersionRunStore: Sendable {
  /// Those of all registries, in the order in which they came.
  func versionRuns() async throws(RunStoreError) -> [VersionRun]

  /// Notes one, in place of what was noted by its id.
  func put(_ versionRun: VersionRun) async throws(RunStoreError)

  func deleteVersionRun(_ id: String) async throws(RunStoreError)
}
