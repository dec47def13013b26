/// The runs of many registries and all that belongs to them: everything that is acknowledged is on disk.
///
/// Each call names its registry; ids and names of one registry say nothing of another's. Times are milliseconds since 1970, in UTC, and
/// are given by the caller, as ids are: a store reads no clock and makes up nothing. Errors have MLflow's messages.
///
/// Source: the behaviour is that of MLflow 3.17's `SqlAlchemyStore`.
package protocol RunStore: ExperimentStore, RunLog, MetricHistory, LoggedModelStore, ArtifactIndex, RunSearch,
  RepeatedRequests, VersionRunStore, RunForgetting, TraceStore,
  NumberStore
{}
