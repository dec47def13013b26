package import Manifests

/// What a filter compares a field with.
package enum FilterValue: Hashable, Sendable {
  case text(String)
  case number(Number)
  /// A whole version; one without build metadata is equal to the same version with it.
  case version(SemanticVersion)
  /// A version is equal to a range that it is in.
  case range(VersionRange)
  case time(TimeSpan)
  /// The instant so long before now.
  case age(Age)
}
