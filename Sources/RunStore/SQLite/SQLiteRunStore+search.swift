import Query

extension SQLiteRunStore {
  package func searchExperiments(
    _ request: SearchRequest, in registry: String
  ) async throws(RunStoreError) -> Page<Experiment> {
    let question = try SearchQuestion(request, .mlflowExperiments, [registry])
    return try await read { database in
      var statement = SearchStatement(.experiments)
      statement.add("e.registry = ?", [registry])
      statement.add(request.viewType)
      for condition in question.conditions { try statement.add(condition) }
      for key in question.sort.keys { try statement.sort(by: key) }
      return question.page(
        try ExperimentTable(database, registry).experiments(statement.rows(question, in: database)))
    }
  }

  package func searchRuns(
    _ request: SearchRequest, experiments: [String], in registry: String
  ) async throws(RunStoreError) -> Page<Run> {
    let question = try SearchQuestion(request, .mlflowRuns, [registry] + experiments)
    let numbers = try ExperimentTable.numbers(experiments)
    return try await read { database in
      var statement = SearchStatement(.runs)
      statement.add(experiments: try ExperimentTable(database, registry).rows(numbers))
      statement.add(request.viewType)
      for condition in question.conditions { try statement.add(condition) }
      for key in question.sort.keys { try statement.sort(by: key) }
      return question.page(try RunTable(database, registry).runs(statement.rows(question, in: database)))
    }
  }

  package func searchLoggedModels(
    _ search: LoggedModelSearch, experiments: [String], in registry: String
  ) async throws(RunStoreError) -> Page<LoggedModel> {
    guard search.datasets.allSatisfy({ !$0.name.isEmpty }) else {
      throw .invalid("`dataset_name` in the `datasets` clause must be specified.")
    }
    let question = try SearchQuestion(
      search.filter, orderBy: search.orderBy.map { $0.field + ($0.isAscending ? " ASC" : " DESC") },
      limit: search.maxResults, pageToken: search.pageToken, in: .mlflowLoggedModels,
      text: [registry] + experiments + search.datasets.map { "\($0)" } + search.orderBy.map { "\($0)" })
    let numbers = try ExperimentTable.numbers(experiments)
    return try await read { database in
      var statement = SearchStatement(.loggedModels(search.datasets))
      statement.add(experiments: try ExperimentTable(database, registry).rows(numbers))
      statement.add(.activeOnly)
      for condition in question.conditions { try statement.add(condition) }
      if !search.datasets.isEmpty, !question.conditions.contains(where: \.isOfMetric) {
        let points = SearchTable.points(of: search.datasets, key: nil)
        statement.add("EXISTS (SELECT 1 \(points.from))", points.arguments)
      }
      for (key, order) in zip(question.sort.keys, search.orderBy) {
        try statement.sort(by: key, in: .loggedModels(order.dataset.map { [$0] } ?? []))
      }
      return question.page(try LoggedModelTable(database, registry).models(statement.rows(question, in: database)))
    }
  }
}

extension SearchQuestion {
  init(_ request: SearchRequest, _ scope: SearchScope, _ text: [String]) throws(RunStoreError) {
    try self.init(
      request.filter, orderBy: request.orderBy, limit: request.maxResults, pageToken: request.pageToken, in: scope,
      text: text + [request.viewType.rawValue])
  }
}

extension Filter {
  fileprivate var isOfMetric: Bool {
    fields.contains { if case .metric = $0 { true } else { false } }
  }
}
