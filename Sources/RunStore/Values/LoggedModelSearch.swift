/// Which logged models are searched for, in MLflow's grammar, and which page of them.
package struct LoggedModelSearch: Hashable, Sendable {
  /// One field of the order; of a metric, the latest point counts, of a dataset if one is named.
  package struct Order: Hashable, Sendable {
    package let field: String
    package let isAscending: Bool
    package let dataset: Measured?

    package init(_ field: String, isAscending: Bool = true, dataset: Measured? = nil) {
      self.field = field
      self.isAscending = isAscending
      self.dataset = dataset
    }
  }

  /// What a metric was measured on.
  package struct Measured: Hashable, Sendable {
    package let name: String
    /// Nil for any of that name.
    package let digest: String?

    package init(name: String, digest: String? = nil) {
      self.name = name
      self.digest = digest
    }
  }

  /// Empty for everything.
  package let filter: String
  /// The datasets that metrics in the filter are of; if it has none, models with any metric of them. Empty for all.
  package let datasets: [Measured]
  package let orderBy: [Order]
  /// The most values of a page.
  package let maxResults: Int
  package let pageToken: String?

  package init(
    filter: String = "", datasets: [Measured] = [], orderBy: [Order] = [], maxResults: Int = 100,
    pageToken: String? = nil
  ) {
    self.filter = filter
    self.datasets = datasets
    self.orderBy = orderBy
    self.maxResults = maxResults
    self.pageToken = pageToken
  }
}
