/// Logged models. Their metrics are logged to a run, by points that name the model.
package protocol LoggedModelStore: Sendable {
  func createLoggedModel(
    _ new: NewLoggedModel, in registry: String, now: Int64
  ) async throws(RunStoreError) -> LoggedModel

  /// A logged model that was not deleted.
  func loggedModel(_ id: String, in registry: String) async throws(RunStoreError) -> LoggedModel

  /// Gives a logged model its status.
  func finalizeLoggedModel(
    _ id: String, as status: LoggedModelStatus, in registry: String, now: Int64
  ) async throws(RunStoreError) -> LoggedModel

  func setTags(_ tags: [Tag], ofLoggedModel id: String, in registry: String) async throws(RunStoreError)

  /// - Throws: `notFound` if there is no such tag.
  func deleteTag(_ key: String, ofLoggedModel id: String, in registry: String) async throws(RunStoreError)

  /// - Throws: `invalid` if a parameter has another value.
  func logParameters(
    _ parameters: [Parameter], toLoggedModel id: String, in registry: String) async throws(RunStoreError)

  func deleteLoggedModel(_ id: String, in registry: String, now: Int64) async throws(RunStoreError)
}
