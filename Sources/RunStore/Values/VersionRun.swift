/// A version of a model and the run that it comes from, which may log more than the version has yet.
package struct VersionRun: Hashable, Sendable {
  /// The caller makes it up.
  package let id: String
  package let registry: String
  package let run: String
  /// The model's folder.
  package let model: String
  /// The version's number; nil before its commit has landed.
  package var version: String?
  /// Where the version's files are among those of the run: `model`; nil if they are no files of the run.
  package let folder: String?
  /// Who made the version, or was the last to log to its run since, and how that was known.
  package var principal: String?
  package var source: String?
  /// When the version was asked for, in milliseconds since 1970: what the run logged before is in it.
  package let since: Int64
  /// False as long as something that was logged may be missing in the version.
  package var isSettled: Bool

  package init(
    id: String, registry: String, run: String, model: String, version: String? = nil, folder: String?,
    principal: String?, source: String?, since: Int64, isSettled: Bool = false
  ) {
    self.id = id
    self.registry = registry
    self.run = run
    self.model = model
    self.version = version
    self.folder = folder
    self.principal = principal
    self.source = source
    self.since = since
    self.isSettled = isSettled
  }
}
