package import Actions
import Catalog
import Diagnostics
package import Manifests
package import Query

/// A metric of a model's versions, found as a search finds them.
package struct MetricSearch {
  private let metric: String
  private let model: ModelName
  private let filter: Filter?
  private let limit: Int?
  private let isLower: Bool

  /// - Parameters:
  ///   - filter: of versions; nil for all.
  ///   - limit: versions, at most, the highest ones; nil for all.
  ///   - isLower: true if less is better, whatever the registry says.
  package init(_ metric: String, of model: ModelName, _ filter: Filter?, atMost limit: Int?, isLower: Bool) {
    self.metric = metric
    self.model = model
    self.filter = filter
    self.limit = limit
    self.isLower = isLower
  }

  /// - Parameters:
  ///   - isKept: as in ``SearchRows``.
  ///   - now: milliseconds since 1970.
  ///   - filterName: what messages call the filter.
  ///   - note: told of manifests that cannot be read.
  /// - Throws: ``ActionFailure`` if no version has the metric.
  package func series(
    in reader: RegistryReader, isKept: Bool, now: Int64, filterName: String,
    noting note: ([String]) -> Void = { _ in }
  ) throws -> MetricSeries {
    _ = try reader.find.model(model)
    let reference = Reference("\(model)")
    let search = SearchRows(
      .versions, filter ?? .everything, Sort([]), within: reference, atMost: limit, in: reader, isKept: isKept, now: now
    )
    let found = try search.found(withOrdinals: filter?.fields.contains(.attribute(.ordinal)) ?? false)
    note(found.unreadable)
    let rows = found.rows.compactMap { $0 as? FactRow }
    guard !rows.isEmpty else {
      throw ActionFailure(.notFound, "\(model) has no version\(filter == nil ? "" : " that fulfils \(filterName)")")
    }
    let known = Set(rows.flatMap(\.facts.metrics.keys)).sorted()
    guard known.contains(metric) else {
      let which = filter == nil && limit == nil ? "no version of \(model)" : "none of these versions of \(model)"
      throw ActionFailure.missing("\(which) has a metric '\(EscapedText.line(metric))'", metric, known)
    }
    let points = rows.compactMap { row -> MetricSeries.Point? in
      guard let number = row.number, let status = row.status else { return nil }
      return MetricSeries.Point(number, row.facts.metrics[metric], status, aliases: row.aliases)
    }
    return try MetricSeries(metric, of: model, points, isLower: isLower, by: reader.find)
  }
}
