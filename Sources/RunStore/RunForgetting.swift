/// Runs that are no longer kept.
package protocol RunForgetting: Sendable {
  /// Forgets runs of all registries that ended or were deleted before a time, with all that they logged, the files' paths and their logged
  /// models; but none whose version may lack something that it logged.
  ///
  /// - Parameter limit: so many at once.
  /// - Returns: how many.
  func forgetRuns(endedBefore time: Int64, atMost limit: Int) async throws(RunStoreError) -> Int
}
