import Manifests
package import Query
package import RegistryStore

/// A question about the artifacts of versions: which version uses a file, where is what type.
package struct ArtifactSearch: Sendable {
  package let filter: Filter
  package let sort: Sort
  /// Nil for all rows.
  package let limit: Int?
  /// Milliseconds since 1970, from which ages in the filter are counted.
  package let now: Int64

  package init(_ filter: Filter, sort: Sort = Sort([]), limit: Int? = nil, now: Int64) {
    self.filter = filter
    self.sort = sort
    self.limit = limit
    self.now = now
  }

  /// The rows in the sort's order, then by version as versions are, and as their manifest lists them.
  package func answer(
    in snapshot: CommitSnapshot, _ catalog: Catalog?
  ) throws -> (rows: [ArtifactRow], unreadable: [String]) {
    let versions = try FactSearch(.version, Self.needed(filter), now: now).answer(in: snapshot, catalog)
    var rows: [ArtifactRow] = []
    for version in versions.rows {
      for artifact in version.facts.artifacts {
        let row = ArtifactRow(version: version, artifact: artifact)
        if filter.matches(row, now: now) { rows.append(row) }
      }
    }
    rows = sort.ordered(rows)
    return (limit.map { Array(rows.prefix($0)) } ?? rows, versions.unreadable)
  }

  /// What a version must fulfil for one of its artifacts to be found: of a condition on its artifacts, that it has such a one.
  /// A negation says nothing of the others, and the size is the version's own there.
  private static func needed(_ filter: Filter) -> Filter {
    switch filter {
    case .comparison(.attribute(.size), _, _), .oneOf(.attribute(.size), _), .word, .not, .or: return .everything
    case .and(let parts): return .all(parts.map(needed))
    case .comparison, .like, .oneOf, .has: return filter
    }
  }
}
