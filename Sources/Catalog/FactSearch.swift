import Git
import Manifests
package import Query
package import RegistryStore

/// A question about versions or candidates.
package struct FactSearch: Sendable {
  package let kind: FactRow.Kind
  package let filter: Filter
  package let sort: Sort
  /// Nil for all rows.
  package let limit: Int?
  /// Milliseconds since 1970, from which ages in the filter are counted.
  package let now: Int64
  /// Only the rows of this model, or of this registry; nil for all.
  package let registry: String?
  package let model: String?
  /// What is looked at of the rows, besides their names, the filter's fields and the sort's; nil for everything.
  package let shown: [Field]?

  package init(
    _ kind: FactRow.Kind, _ filter: Filter, sort: Sort = Sort([]), limit: Int? = nil, registry: String? = nil,
    model: String? = nil, showing shown: [Field]? = nil, now: Int64
  ) {
    self.kind = kind
    self.filter = filter
    self.sort = sort
    self.limit = limit
    self.registry = registry
    self.model = model
    self.shown = shown
    self.now = now
  }

  package struct Answer: Sendable {
    package var rows: [FactRow] = []
    /// The paths of manifests that cannot be read, and so are not in the answer.
    package var unreadable: [String] = []
  }

  /// The rows in their order: by the sort's keys; those that are equal in them by registry, model and number, latest first, or candidate id.
  ///
  /// - Parameters:
  ///   - catalog: nil for reading every manifest. The answer is the same.
  ///   - ordinals: nil if neither the question nor whoever shows the rows asks for them.
  /// - Throws: ``SearchLimitError`` if it takes too long.
  package func answer(in snapshot: CommitSnapshot, _ catalog: Catalog?, ordinals: Ordinals? = nil) throws -> Answer {
    if let catalog {
      do {
        return try answer(in: snapshot, compiled: catalog, ordinals)
      } catch let error as DatabaseError {
        if error.isLimit { throw SearchLimitError() }
        // Damaged where nobody looked yet.
      }
    }
    return try answerByReading(snapshot, ordinals)
  }

  // MARK: Without a catalog

  private func answerByReading(_ snapshot: CommitSnapshot, _ ordinals: Ordinals?) throws -> Answer {
    let reader = FactReader(snapshot, ordinals: ordinals)
    var rows: [FactRow] = []
    for model in try reader.models(in: registry) where self.model == nil || model.model == self.model {
      for name in try reader.names(of: kind, in: model) {
        guard let row = try reader.row(kind, name, of: model), filter.matches(row, now: now) else { continue }
        rows.append(row)
      }
      snapshot.forget(beyond: Self.manifestsKept)
    }
    return Answer(rows: first(sort.ordered(rows)), unreadable: reader.unreadable.sorted())
  }

  private static let manifestsKept = 2000

  private func first(_ rows: [FactRow]) -> [FactRow] { limit.map { Array(rows.prefix($0)) } ?? rows }

  // MARK: With one

  /// About a minute, where most questions take some milliseconds.
  private static let millionsOfSteps = 5000

  private func answer(
    in snapshot: CommitSnapshot, compiled catalog: Catalog, _ ordinals: Ordinals?
  ) throws -> Answer {
    let condition = CompiledFilter(filter, kind, now: now)
    try catalog.database.define(condition.tests)
    try catalog.database.define(ordinals)
    catalog.database.limit(toMillionsOfSteps: Self.millionsOfSteps)
    let repository = snapshot.repository
    let bulk = repository.readsInBulk
    repository.readsInBulk = true
    defer { repository.readsInBulk = bulk }
    let known = isKnown ? KnownRows(catalog, snapshot, ordinals) : nil
    let reader = FactReader(snapshot, ordinals: ordinals, readsCards: filter.asksForWords)
    var rows: [FactRow] = []
    for plan in try CatalogPlan.plans(of: self, condition, in: catalog.database) {
      let found = try catalog.database.statement(plan.sql)
      defer { found.reset() }
      try found.bind(plan.values)
      var last: DatabaseValue?
      while try found.step() {
        let value = plan.value(of: found)
        // The rows so far are the first ones, once those that are equal to the last one are all read.
        if let limit, rows.count >= limit, plan.isFinal || value != last { break }
        guard let row = try known?.row(found, at: CatalogPlan.placeOfKnown) ?? read(found, by: reader),
          filter.matches(row, now: now)
        else { continue }
        rows.append(row)
        last = value
      }
      if let limit, rows.count >= limit { break }
    }
    rows = first(sort.ordered(rows, then: Self.usualOrder))
    return Answer(rows: rows, unreadable: try catalog.unreadable(kind, registry: registry, model: model))
  }

  /// The row as its manifest has it.
  private func read(_ found: Statement, by reader: FactReader) throws(GitError) -> FactRow? {
    try reader.row(kind, found.text(2), of: ModelName(registry: found.text(0), model: found.text(1)))
  }

  /// True if no manifest has to be read for what the question and whoever shows the rows ask for.
  private var isKnown: Bool {
    guard let shown, kind == .version, !filter.asksForWords else { return false }
    return KnownRows.have(filter.fields + sort.keys.map(\.field) + shown)
  }

  private static func usualOrder(_ one: FactRow, _ two: FactRow) -> Bool {
    if one.model.registry != two.model.registry { return precedes(one.model.registry, two.model.registry) }
    if one.model.model != two.model.model { return precedes(one.model.model, two.model.model) }
    guard let left = one.number, let right = two.number else { return one.name < two.name }
    return right < left
  }

  /// By bytes, as git sorts names and SQLite texts.
  private static func precedes(_ one: String, _ two: String) -> Bool { one.utf8.lexicographicallyPrecedes(two.utf8) }
}
