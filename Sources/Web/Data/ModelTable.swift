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

  let rows: [Row]
  /// Manifests that are there and cannot be read.
  let unreadable: Int
  /// How many versions have each metric.
  let metricCounts: [String: Int]
  let parameterNames: Set<String>
  private let places: [SemanticVersion: Int]
  /// By release line, `1.4`: where its first version stands that is not yanked.
  private let lineStarts: [String: Int]

  /// - Parameter known: rows of another state of the model, by their manifests; what is the same is not read again.
  init(_ model: ModelName, in snapshot: CommitSnapshot, knowing known: [ObjectID: Row] = [:]) throws {
    var rows: [Row] = []
    var unreadable = 0
    let entries = try RepositoryPath("\(model.folder)/versions").map { try snapshot.entries(in: $0) } ?? []
    rows.reserveCapacity(entries.count)
    for entry in entries where entry.mode == .file || entry.mode == .executable {
      let file = String(decoding: entry.name, as: UTF8.self)
      guard let dot = file.lastIndex(of: "."), ["yaml", "json"].contains(file[file.index(after: dot)...]),
        let number = SemanticVersion(String(file[..<dot]))
      else { continue }
      if let row = known[entry.id], row.number == number {
        rows.append(row)
      } else if let version = try Self.read(number, entry, isYAML: file.hasSuffix(".yaml"), model, snapshot) {
        rows.append(Row(number: number, blob: entry.id, version: version))
      } else {
        unreadable += 1
      }
    }
    rows.sort { $0.number < $1.number }
    self.rows = rows
    self.unreadable = unreadable
    places = Dictionary(zip(rows.map(\.number), rows.indices)) { first, _ in first }
    lineStarts = Dictionary(
      rows.indices.lazy.filter { rows[$0].version.status != .yanked }.map { (rows[$0].line, $0) }
    ) { first, _ in first }
    metricCounts = rows.reduce(into: [:]) { counts, row in
      for name in row.version.metrics.keys { counts[name, default: 0] += 1 }
    }
    parameterNames = rows.reduce(into: []) { $0.formUnion($1.version.parameters.keys) }
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
  func beside(_ number: SemanticVersion, _ model: Model) -> (before: Row?, production: Row?) {
    let before = followed(by: number)
    let production = model.aliases["production"].flatMap(row)
    return (before, production.flatMap { $0.number == number || $0.number == before?.number ? nil : $0 })
  }

  /// The highest version that is neither a pre-release nor yanked.
  var latest: Row? { rows.last(where: \.isPlain) }

  /// Metrics in the order in which people look at them: those that gates name, then those that most versions have.
  func metrics(_ directions: MetricDirections) -> [String] {
    let named = directions.named.filter { metricCounts[$0] != nil }
    let rest = metricCounts.filter { !named.contains($0.key) }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return named + rest.map(\.key)
  }
}
