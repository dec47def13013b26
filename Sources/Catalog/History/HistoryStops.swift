import Git
import Manifests
import RegistryStore

/// The next commits that changed what a reference names, asked for many at once: a question each would be a tenth of the time of `log`.
struct HistoryStops {
  let reference: Reference
  private let stops: [Stop]
  /// True if there are none behind them.
  private let isWhole: Bool
  private var next = 0
  private var places: [ObjectID: Int] = [:]

  private struct Stop {
    let id: ObjectID
    let parent: ObjectID?
    let landing: HistoryCatalog.Known
    let folders: KnownFolders?
  }

  /// - Parameters:
  ///   - count: so many at most.
  ///   - first: a position; those up to there, latest first.
  init(
    _ count: Int, from first: Int64, about reference: Reference, in database: Database
  ) throws(DatabaseError) {
    self.reference = reference
    let rows = try database.statement(Self.question(count))
    defer { rows.reset() }
    let models = reference.model.map { [$0, HistorySchema.registryFiles] } ?? [HistorySchema.wholeRegistry, ""]
    try rows.bind([.text(reference.registry), .text(models[0]), .text(models[1]), .integer(first)])
    var stops: [Stop] = []
    while try rows.step() {
      guard let id = ObjectID(hex: rows.text(1)) else { throw HistoryCatalog.noCommit(at: rows.integer(0)) }
      places[id] = stops.count
      stops.append(
        Stop(
          id: id, parent: rows.isNull(3) ? nil : ObjectID(hex: rows.text(3)),
          landing: HistoryCatalog.Known(rows, at: rows.integer(0), time: rows.integer(2), pushFrom: 4),
          folders: rows.isNull(7) ? nil : KnownFolders(rows.bytes(7), of: id)))
    }
    self.stops = stops
    isWhole = stops.count < count
  }

  private static func touched(_ model: String, _ count: Int) -> String {
    """
    SELECT position FROM (SELECT position FROM touched WHERE folder = (\(folder(model))) AND position <= ?4
      ORDER BY position DESC LIMIT \(count))
    """
  }

  private static func folder(_ model: String) -> String {
    "SELECT id FROM folder WHERE registry = ?1 AND model = \(model)"
  }

  private static func question(_ count: Int) -> String {
    """
    WITH stop(position) AS (\(touched("?2", count)) UNION \(touched("?3", count)) ORDER BY 1 DESC LIMIT \(count))
    SELECT stop.position, s.id, s.time, b.id, p.new, p.old, p.entry, CASE WHEN o.position IS NULL THEN t.folders END
    FROM stop CROSS JOIN step s ON s.position = stop.position
    LEFT JOIN step b ON b.position = stop.position - 1
    LEFT JOIN touched t ON t.folder = (\(folder("?2"))) AND t.position = stop.position
    LEFT JOIN touched o ON o.folder = (\(folder("?3"))) AND o.position = stop.position
    LEFT JOIN push p ON p.new = (SELECT min(new) FROM push WHERE new >= stop.position) ORDER BY stop.position DESC
    """
  }

  /// The first stop from a commit on.
  ///
  /// - Returns: nil if they do not tell: they are asked for in their order, each from the parent of the last one.
  mutating func first(from start: ObjectID) -> HistoryStop? {
    guard next == 0 || stops[next - 1].parent == start else { return nil }
    guard next < stops.count else { return isWhole ? .end : nil }
    next += 1
    return .commit(stops[next - 1].id, stops[next - 1].folders)
  }

  /// How a commit that is one of them landed.
  func landing(of commit: ObjectID) -> HistoryCatalog.Known? { places[commit].map { stops[$0].landing } }
}
