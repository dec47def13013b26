import Diagnostics
package import ManifestCoding
import Manifests

/// One field in which a published version and its changed manifest differ.
package struct VersionDifference {
  package enum Kind: Sendable {
    /// Something that was published is other or gone.
    case changed
    /// Something was added to what was published.
    case added
    /// Description, tags, status: free.
    case free
  }

  package let kind: Kind
  package let field: FieldPath
  package let message: String

  package func isForbidden(whenSealed isSealed: Bool) -> Bool {
    kind == .changed || (kind == .added && isSealed)
  }

  /// Compares values: how they are written is free.
  static func all(from old: ModelVersion, to new: ModelVersion) -> [VersionDifference] {
    lists("artifacts", old.artifacts, new.artifacts, key: \.path, name: "artifact")
      + dictionaries("parameters", old.parameters, new.parameters, name: "parameter")
      + dictionaries("metrics", old.metrics, new.metrics, name: "metric")
      + lists("lineage", old.lineage, new.lineage, key: \.input, name: "lineage")
      + facts(
        "source",
        [
          ("repository", old.source?.repository, new.source?.repository),
          ("commit", old.source?.commit, new.source?.commit),
        ])
      + facts("job", zip(old.job.rows, new.job.rows).map { ($0.0, $0.1, $1.1) })
      + single("signature", old.signature, new.signature)
      + single("algorithm", old.algorithm, new.algorithm)
      + single("candidate", old.candidate, new.candidate)
      + single("createdAt", old.createdAt, new.createdAt)
      + single("createdBy", old.createdBy, new.createdBy)
  }

  private static func single<Value: Equatable>(_ field: String, _ old: Value?, _ new: Value?) -> [VersionDifference] {
    guard old != new else { return [] }
    let kind: Kind = old == nil ? .added : .changed
    return [.init(kind: kind, field: FieldPath(field), message: "\(field) \(verb(old, new)) after it was published")]
  }

  private static func facts(_ field: String, _ rows: [(String, String?, String?)]) -> [VersionDifference] {
    rows.filter { $0.1 != $0.2 }.map { key, old, new in
      .init(
        kind: old == nil ? .added : .changed,
        field: FieldPath(([field] + key.split(separator: " ").map(String.init)).map { .key($0) }),
        message: "\(key) of \(field) \(verb(old, new)) after it was published")
    }
  }

  private static func dictionaries<Value: Equatable>(
    _ field: String, _ old: [String: Value], _ new: [String: Value], name: String
  ) -> [VersionDifference] {
    Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map { key in
      .init(
        kind: old[key] == nil ? .added : .changed, field: FieldPath(field).appending(key),
        message: "\(name) '\(key)' \(verb(old[key], new[key])) after it was published")
    }
  }

  /// Lists are sets of facts here: their order is free.
  private static func lists<Value: Hashable>(
    _ field: String, _ old: [Value], _ new: [Value], key: (Value) -> String, name: String
  ) -> [VersionDifference] {
    let (before, after) = (Set(old), Set(new))
    let replaced = Dictionary(new.enumerated().map { (key($1), $0) }) { first, _ in first }
    let lost = old.filter { !after.contains($0) }.map { value in
      let index = replaced[key(value)]
      return VersionDifference(
        kind: .changed, field: index.map { FieldPath(field).appending($0) } ?? FieldPath(field),
        message: "\(name) '\(key(value))' was \(index == nil ? "removed" : "changed") after it was published")
    }
    // What replaces a lost one is told with it.
    let told = Set(old.filter { !after.contains($0) }.map(key))
    let gained = new.enumerated().filter { !before.contains($1) && !told.contains(key($1)) }.map { index, value in
      VersionDifference(
        kind: .added, field: FieldPath(field).appending(index),
        message: "\(name) '\(key(value))' was added after it was published")
    }
    return lost + gained
  }

  private static func verb<Value>(_ old: Value?, _ new: Value?) -> String {
    old == nil ? "was set" : new == nil ? "was removed" : "was changed"
  }
}

extension Job? {
  fileprivate var rows: [(String, String?)] {
    [
      ("id", self?.id), ("name", self?.name), ("url", self?.url), ("log", self?.log),
      ("pipeline id", self?.pipeline?.id),
      ("pipeline url", self?.pipeline?.url), ("mergeRequest id", self?.mergeRequest?.id),
      ("mergeRequest url", self?.mergeRequest?.url),
    ]
  }
}
