import Actions
import Catalog
import Diagnostics
import Git
import Manifests
import Query
import RegistryStore
import Searching

/// Finds rows of one scope and shows them: a table of a few, or JSON or CSV of all.
struct Search {
  let scope: SearchScope
  let options: SearchOptions
  let output: ReadOptions
  /// Only the rows of this registry or model; nil for all.
  var within: Reference?
  /// What names, descriptions, tags and model cards have to say.
  var words: [String] = []

  /// Rows of a table, unless `--limit` says otherwise.
  private static let tableRows = 50

  func run(_ reader: RegistryReader) throws {
    let filter = try Filter.all(
      words.map { .word($0) } + [
        FilterError.asked("--where", options.filter) { text throws(FilterError) in try Filter(text, in: scope) }
          ?? .everything
      ])
    let sort =
      try FilterError.asked("--sort", options.sort) { text throws(FilterError) in try Sort(text, in: scope) }
      ?? Sort([])
    let columns = try FilterError.asked("--columns", options.columns) { text throws(FilterError) in
      try FieldList.fields(text, in: scope)
    }
    let isTable = !output.json && !options.csv
    let limit = options.limit ?? (isTable ? Self.tableRows : nil)
    let fields =
      columns ?? Self.columns(scope) + (filter.fields + sort.keys.map(\.field)).filter { $0.fact != nil }.unique
    // One more tells whether there are more. A document is made of the manifest, whatever is asked of the row.
    var (rows, unreadable) = try SearchRows(
      scope, filter, sort, within: within, atMost: limit.map { $0 + 1 }, in: reader, isKept: output.at == nil,
      now: Clock.secondsSince1970() * 1000, showing: output.json ? [] : fields
    ).found(withOrdinals: (filter.fields + sort.keys.map(\.field) + (columns ?? [])).contains(.attribute(.ordinal)))
    let hasMore = limit.map { rows.count > $0 } ?? false
    if let limit { rows = Array(rows.prefix(limit)) }
    if output.json {
      Terminal.write(JSONValue.array(try rows.map { try $0.document(reader.find) }).text)
    } else if options.csv {
      Terminal.write(
        SearchCSV.text(rows.map { row in fields.map { row.cell($0) } }, heading: fields.map { scope.name(of: $0) }))
    } else {
      Terminal.write(table(rows, fields))
    }
    if hasMore, options.limit == nil, let limit {
      Terminal.writeError("note: the first \(limit) \(scope.rows); there are more: --limit N\n")
    }
    Self.warn(unreadable)
  }

  private func table(_ rows: [any ShownRow], _ fields: [Field]) -> String {
    guard !rows.isEmpty else { return "no \(scope.rows) found\n" }
    var table = Table(fields.map { $0.fact == nil ? scope.name(of: $0).uppercased() : scope.name(of: $0) })
    for row in rows { table.add(fields.map { row.cell($0) }) }
    return table.text
  }

  /// Says that manifests could not be read, if there are such.
  static func warn(_ unreadable: [String]) {
    guard let first = unreadable.first else { return }
    let more = unreadable.count > 1 ? " and \(unreadable.count - 1) more" : ""
    Terminal.writeError(
      "warning: \(EscapedText.line(first))\(more) cannot be read and may be missing here\nhelp: git registry validate shows why\n"
    )
  }

  private static func columns(_ scope: SearchScope) -> [Field] {
    let attributes: [Attribute] =
      switch scope {
      case .candidates: [.registry, .model, .name, .created, .by]
      case .models: [.registry, .name, .alias]
      case .registries: [.name, .status]
      case .artifacts: [.registry, .model, .version, .artifactPath, .artifactType, .size, .digest]
      default: [.registry, .model, .version, .status, .alias, .created]
      }
    return attributes.map { .attribute($0) }
  }
}

extension [Field] {
  fileprivate var unique: [Field] {
    var seen: Set<Field> = []
    return filter { seen.insert($0).inserted }
  }
}
