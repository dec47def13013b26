import Git
import GitObjects
import Manifests
import RegistryStore
import Rules

/// The versions of a model as one folder of manifests has them, lowest first.
struct ModelTable: Sendable {
  struct Row: Sendable {
    let number: SemanticVersion
    /// Of its manifest.
    let blob: ObjectID
    let version: ModelVersion

    /// Neither a pre-release nor yanked.
    var isPlain: Bool { !number.isPrerelease && version.status != .yanked }

    /// `1.4` of 1.4.2.
    var line: String { "\(number.major).\(number.minor)" }
  }

  /// Those that were read: next to each other.
  let rows: [Row]
  /// Of all versions, read or not, lowest first.
  let numbers: [SemanticVersion]
  /// True if every version was read.
  let isWhole: Bool
  /// Manifests that were read and are none.
  let unreadable: Int
  /// The highest version that is neither a pre-release nor yanked.
  let latest: Row?
  /// How many of the rows have each metric.
  let metricCounts: [String: Int]
  let parameterNames: Set<String>
  private let places: [SemanticVersion: Int]
  /// By release line, `1.4`: where its first version stands that is not yanked.
  private let lineStarts: [String: Int]

  /// - Parameters:
  ///   - part: which versions are read.
  ///   - known: rows of another state of the model, by their manifests; what is the same is not read again.
  init(
    _ model: ModelName, in snapshot: CommitSnapshot, _ part: Part = .all, knowing known: [ObjectID: Row] = [:]
  ) throws {
    let entries = try Self.entries(model, snapshot)
    numbers = entries.map(\.number)
    let range = part.range(of: numbers)
    isWhole = range.count == entries.count
    var rows: [Row] = []
    rows.reserveCapacity(range.count)
    for entry in entries[range] {
      if let row = try Self.row(entry, known, model, snapshot) { rows.append(row) }
    }
    unreadable = range.count - rows.count
    self.rows = rows
    if range.upperBound == entries.count, let latest = rows.last(where: \.isPlain) {
      self.latest = latest
    } else {
      latest = try isWhole ? nil : Self.latest(among: entries, known, model, snapshot)
    }
    places = Dictionary(zip(rows.map(\.number), rows.indices)) { first, _ in first }
    // Of the lowest line, the first version may not be among them.
    let cut = isWhole || range.lowerBound == 0 ? nil : rows.first?.line
    lineStarts = Dictionary(
      rows.indices.lazy.filter { rows[$0].version.status != .yanked && rows[$0].line != cut }.map {
        (rows[$0].line, $0)
      }
    ) { first, _ in first }
    metricCounts = rows.reduce(into: [:]) { counts, row in
      for name in row.version.metrics.keys { counts[name, default: 0] += 1 }
    }
    parameterNames = rows.reduce(into: []) { $0.formUnion($1.version.parameters.keys) }
  }

  /// How many versions there are; where all were read, without those that cannot be.
  var count: Int { isWhole ? rows.count : numbers.count }

  private struct Entry {
    let number: SemanticVersion
    let entry: TreeEntry
    let isYAML: Bool
  }

  /// Of every version, lowest first, by the names of files alone.
  private static func entries(_ model: ModelName, _ snapshot: CommitSnapshot) throws -> [Entry] {
    let all = try RepositoryPath("\(model.folder)/versions").map { try snapshot.entries(in: $0) } ?? []
    return all.compactMap { entry in
      guard entry.mode == .file || entry.mode == .executable else { return nil }
      let file = String(decoding: entry.name, as: UTF8.self)
      guard let dot = file.lastIndex(of: "."), ["yaml", "json"].contains(file[file.index(after: dot)...]),
        let number = SemanticVersion(String(file[..<dot]))
      else { return nil }
      return Entry(number: number, entry: entry, isYAML: file.hasSuffix(".yaml"))
    }.sorted { $0.number < $1.number }
  }

  private static func row(
    _ entry: Entry, _ known: [ObjectID: Row], _ model: ModelName, _ snapshot: CommitSnapshot
  ) throws -> Row? {
    if let row = known[entry.entry.id], row.number == entry.number { return row }
    return try read(entry.number, entry.entry, isYAML: entry.isYAML, model, snapshot).map {
      Row(number: entry.number, blob: entry.entry.id, version: $0)
    }
  }

  private static func latest(
    among entries: [Entry], _ known: [ObjectID: Row], _ model: ModelName, _ snapshot: CommitSnapshot
  ) throws -> Row? {
    for entry in entries.reversed() where !entry.number.isPrerelease {
      if let row = try row(entry, known, model, snapshot), row.isPlain { return row }
    }
    return nil
  }

  private static func read(
    _ number: SemanticVersion, _ entry: TreeEntry, isYAML: Bool, _ model: ModelName, _ snapshot: CommitSnapshot
  ) throws -> ModelVersion? {
    if isYAML, let value = try snapshot.value(ofVersionIn: entry) { return value }
    return try snapshot.version("\(number)", of: model)?.value
  }

  func row(_ number: SemanticVersion) -> Row? { places[number].map { rows[$0] } }

  /// The first version of a release line that is not yanked.
  func first(ofLine line: String) -> Row? { lineStarts[line].map { rows[$0] } }

  /// The version that another follows: the highest lower one that is neither a pre-release nor yanked.
  func followed(by number: SemanticVersion) -> Row? {
    guard let place = places[number] else { return nil }
    return rows[..<place].last { $0.isPlain && $0.number.precedes(number) }
  }

  /// The versions beside which one is shown: the one that it follows, and the one that `production` names if that is neither of them.
  func beside(_ number: SemanticVersion, production: Row?) -> (before: Row?, production: Row?) {
    let before = followed(by: number)
    return (before, production.flatMap { $0.number == number || $0.number == before?.number ? nil : $0 })
  }

  /// Metrics in the order in which people look at them: those that gates name, then those that most versions have.
  func metrics(_ directions: MetricDirections) -> [String] {
    let named = directions.named.filter { metricCounts[$0] != nil }
    let rest = metricCounts.filter { !named.contains($0.key) }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return named + rest.map(\.key)
  }
}
