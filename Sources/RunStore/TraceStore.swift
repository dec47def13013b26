/// Traces of applications.
package protocol TraceStore: Sendable {
  /// Keeps a trace, in place of the one of its id.
  ///
  /// - Throws: `notFound` if there is no such experiment.
  func putTrace(_ trace: Trace, in registry: String) async throws(RunStoreError)

  func trace(_ id: String, in registry: String) async throws(RunStoreError) -> Trace

  /// Changes a trace, whatever others change at the same time.
  ///
  /// - Returns: the trace as it is then.
  func updateTrace(
    _ id: String, in registry: String, _ change: @escaping @Sendable (inout Trace) throws(RunStoreError) -> Void
  ) async throws(RunStoreError) -> Trace

  /// Deletes traces of an experiment: those of some ids, or those that were requested up to a time, the oldest first.
  ///
  /// - Returns: the ids of those that went.
  func deleteTraces(
    _ ids: [String]?, ofExperiment experiment: String, requestedUpTo time: Int64?, atMost limit: Int?,
    in registry: String
  ) async throws(RunStoreError) -> [String]

  /// Traces of some experiments, the last requested first. A filter reads each of them.
  func searchTraces(
    _ request: SearchRequest, experiments: [String], in registry: String
  ) async throws(RunStoreError) -> Page<Trace>
}
