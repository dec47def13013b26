import Diagnostics
import ManifestCoding
import Manifests

/// One field in which a published version and its changed manifest differ. Description, tags and status are free.
struct VersionDifference {
  enum Kind: Sendable {
    /// Something that was published is other or gone.
    case changed
    /// Something was added to what was published.
    case added
    /// A file was added to what was published.
    case addedFile
    case addedLog
  }

  let kind: Kind
  let field: FieldPath
  /// "metric 'accuracy' was changed".
  let event: String

  var message: String { "\(event) after it was published" }

  /// Compares values: how they are written is free.
  static func all(from old: ModelVersion, to new: ModelVersion) -> [VersionDifference] {
    files(from: old.facts, to: new.facts)
      + dictionaries("parameters", old.parameters, new.parameters, name: "parameter", \.value)
      + dictionaries("metrics", old.metrics, new.metrics, name: "metric") { .number($0) }
      + lists("lineage", old.lineage, new.lineage, key: \.input, name: "lineage", \.value)
      + facts(
        "source",
        [
          ("repository", old.source?.repository, new.source?.repository),
          ("commit", old.source?.commit, new.source?.commit),
        ])
      + facts("job", zip(old.job.rows, new.job.rows).map { ($0.0, $0.1, $1.1) })
      + single("signature", old.signature?.bytes, new.signature?.bytes)
      + single("algorithm", old.algorithm, new.algorithm)
      + single("candidate", old.candidate, new.candidate)
      + single("createdAt", old.createdAt, new.createdAt)
      + single("createdBy", old.createdBy, new.createdBy)
      + single("run", old.run, new.run)
      + single("ordinal", old.ordinal, new.ordinal)
  }

  /// What a candidate has that a version promoted from it has not, or has otherwise.
  static func lost(from candidate: ModelFacts, to version: ModelFacts) -> [VersionDifference] {
    let all =
      files(from: candidate, to: version)
      + dictionaries("parameters", candidate.parameters, version.parameters, name: "parameter", \.value)
      + dictionaries("metrics", candidate.metrics, version.metrics, name: "metric") { .number($0) }
    return all.filter { $0.kind == .changed }
  }

  private static func files(from old: ModelFacts, to new: ModelFacts) -> [VersionDifference] {
    lists("artifacts", old.artifacts, new.artifacts, key: \.path, name: "artifact", \.value) {
      $0.type == Artifact.logType ? .addedLog : .addedFile
    }
  }

  private static func single<Value: Equatable>(_ field: String, _ old: Value?, _ new: Value?) -> [VersionDifference] {
    guard old != new else { return [] }
    let kind: Kind = old == nil ? .added : .changed
    return [.init(kind: kind, field: FieldPath(field), event: "\(field) \(verb(old, new))")]
  }

  private static func facts(_ field: String, _ rows: [(String, String?, String?)]) -> [VersionDifference] {
    rows.filter { $0.1 != $0.2 }.map { key, old, new in
      .init(
        kind: old == nil ? .added : .changed,
        field: FieldPath(([field] + key.split(separator: " ").map(String.init)).map { .key($0) }),
        event: "\(key) of \(field) \(verb(old, new))")
    }
  }

  /// Values and keys are compared as they are written, byte by byte: to Swift, a text in another Unicode form is equal.
  private static func dictionaries<Value>(
    _ field: String, _ old: [String: Value], _ new: [String: Value], name: String, _ write: (Value) -> JSONValue
  ) -> [VersionDifference] {
    let before = Dictionary(uniqueKeysWithValues: old.map { (Array($0.utf8), Array(write($1).text.utf8)) })
    let after = Dictionary(uniqueKeysWithValues: new.map { (Array($0.utf8), Array(write($1).text.utf8)) })
    let keys = Set(before.keys).union(after.keys).sorted { $0.lexicographicallyPrecedes($1) }
    return keys.filter { before[$0] != after[$0] }.map { bytes in
      let key = String(decoding: bytes, as: UTF8.self)
      return .init(
        kind: before[bytes] == nil ? .added : .changed, field: FieldPath(field).appending(key),
        event: "\(name) '\(key)' \(verb(before[bytes], after[bytes]))")
    }
  }

  /// Lists are sets of facts here: their order is free. Compared byte by byte.
  private static func lists<Value>(
    _ field: String, _ old: [Value], _ new: [Value], key: (Value) -> String, name: String,
    _ write: (Value) -> JSONValue,
    added: (Value) -> Kind = { _ in .added }
  ) -> [VersionDifference] {
    let (olds, news) = (old.map { Array(write($0).text.utf8) }, new.map { Array(write($0).text.utf8) })
    let (before, after) = (Set(olds), Set(news))
    let places = Dictionary(new.enumerated().map { (Array(key($1).utf8), $0) }) { first, _ in first }
    var told: Set<[UInt8]> = []
    var differences: [VersionDifference] = []
    for (value, bytes) in zip(old, olds) where !after.contains(bytes) {
      let index = places[Array(key(value).utf8)]
      told.insert(Array(key(value).utf8))
      differences.append(
        VersionDifference(
          kind: .changed, field: index.map { FieldPath(field).appending($0) } ?? FieldPath(field),
          event: "\(name) '\(key(value))' was \(index == nil ? "removed" : "changed")"))
    }
    // What replaces a lost one is reported with it.
    for (index, value) in new.enumerated() where !before.contains(news[index]) && !told.contains(Array(key(value).utf8))
    {
      differences.append(
        VersionDifference(
          kind: added(value), field: FieldPath(field).appending(index),
          event: "\(name) '\(key(value))' was added"))
    }
    return differences
  }

  private static func verb<Value>(_ old: Value?, _ new: Value?) -> String {
    old == nil ? "was set" : new == nil ? "was removed" : "was changed"
  }
}

extension Signature {
  /// As it is written, for the comparison byte by byte.
  fileprivate var bytes: [UInt8] { Array((value?.text ?? "").utf8) }
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
