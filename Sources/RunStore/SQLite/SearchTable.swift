import Query

/// Where the fields of a scope are in SQL.
struct SearchTable {
  /// A field's values.
  enum Source {
    /// A column of the row itself, NULL if the row lacks it.
    case column(String)
    /// Rows of other tables.
    case rows(Rows)
  }

  struct Rows {
    /// `FROM … WHERE …`, which may be followed by `AND`.
    let from: String
    /// What to bind in it.
    let arguments: [String]
    let value: String
    /// The column that marks NaN; nil for texts.
    var isNaN: String?
    /// Which of several a sort goes by: `ORDER BY …`.
    let first: String
  }

  /// `table alias`.
  let name: String
  let alias: String
  /// The order of what the keys do not tell apart.
  let order: String
  let source: @Sendable (Field) -> Source?

  static let experiments = SearchTable(name: "experiment e", alias: "e", order: "e.created DESC, e.number") { field in
    switch field {
    case .attribute(.name): .column("e.name")
    case .attribute(.experiment): .column("CAST(e.number AS TEXT)")
    case .attribute(.created): .column("e.created")
    case .attribute(.updated): .column("e.updated")
    case .tag(let key): keyed("experimentTag", of: "experiment = e.id", key)
    default: nil
    }
  }

  static let runs = SearchTable(name: "run r", alias: "r", order: "r.started DESC, r.uuid") { field in
    switch field {
    case .attribute(.run): .column("r.uuid")
    case .attribute(.runName): .column("r.name")
    case .attribute(.user): .column("r.user")
    case .attribute(.status): .column("r.status")
    case .attribute(.started): .column("r.started")
    case .attribute(.ended): .column("r.ended")
    case .attribute(.artifactURI): .column("r.artifactURI")
    case .attribute(.datasetName): dataset("d.name")
    case .attribute(.datasetDigest): dataset("d.digest")
    case .attribute(.datasetContext):
      .rows(
        Rows(
          from: "FROM input i JOIN inputTag t ON t.input = i.id WHERE i.run = r.id AND t.key = 'mlflow.data.context'",
          arguments: [], value: "t.value", first: "ORDER BY t.value"))
    case .tag(let key): keyed("runTag", of: "run = r.id", key)
    case .parameter(let key): keyed("runParameter", of: "run = r.id", key)
    case .metric(let key): keyed("series", of: "run = r.id", key, isNaN: "f.isNaN")
    default: nil
    }
  }

  /// - Parameter datasets: which points of metrics count.
  static func loggedModels(_ datasets: [LoggedModelSearch.Measured]) -> SearchTable {
    SearchTable(name: "loggedModel m", alias: "m", order: "m.created DESC, m.uuid") { field in
      switch field {
      case .attribute(.name): .column("m.name")
      case .attribute(.loggedModel): .column("m.uuid")
      case .attribute(.modelType): .column("m.type")
      case .attribute(.status): .column("m.status")
      case .attribute(.run): .column("m.sourceRun")
      case .attribute(.created): .column("m.created")
      case .attribute(.updated): .column("m.updated")
      case .attribute(.experiment):
        .rows(
          Rows(
            from: "FROM experiment x WHERE x.id = m.experiment", arguments: [], value: "CAST(x.number AS TEXT)",
            first: ""))
      case .tag(let key): keyed("loggedModelTag", of: "model = m.id", key)
      case .parameter(let key): keyed("loggedModelParameter", of: "model = m.id", key)
      case .metric(let key): .rows(points(of: datasets, key: key))
      default: nil
      }
    }
  }

  /// The points of a logged model.
  ///
  /// - Parameter key: nil for those of every metric.
  static func points(of datasets: [LoggedModelSearch.Measured], key: String?) -> Rows {
    var from = "FROM loggedModelPoint f JOIN run o ON o.id = f.run AND o.registry = m.registry WHERE f.model = m.uuid"
    var arguments: [String] = []
    if let key {
      from += " AND f.key = ?"
      arguments.append(key)
    }
    if !datasets.isEmpty {
      let conditions = datasets.map { dataset in
        arguments += [dataset.name] + (dataset.digest.map { [$0] } ?? [])
        return "f.datasetName = ?" + (dataset.digest == nil ? "" : " AND f.datasetDigest = ?")
      }
      from += " AND (" + conditions.joined(separator: " OR ") + ")"
    }
    return Rows(
      from: from, arguments: arguments, value: "f.value", isNaN: "f.isNaN",
      first: "ORDER BY f.timestamp DESC, f.step DESC, o.uuid")
  }

  private static func keyed(_ table: String, of owner: String, _ key: String, isNaN: String? = nil) -> Source {
    .rows(
      Rows(
        from: "FROM \(table) f WHERE f.\(owner) AND f.key = ?", arguments: [key], value: "f.value", isNaN: isNaN,
        first: ""))
  }

  private static func dataset(_ column: String) -> Source {
    .rows(
      Rows(
        from: "FROM input i JOIN dataset d ON d.id = i.dataset WHERE i.run = r.id", arguments: [], value: column,
        first: "ORDER BY \(column)"))
  }
}
