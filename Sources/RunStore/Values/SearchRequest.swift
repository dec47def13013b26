/// What is searched for, in MLflow's grammar, and which page of it.
package struct SearchRequest: Hashable, Sendable {
  /// Empty for everything.
  package let filter: String
  /// Each a key or several: `metrics.loss DESC`.
  package let orderBy: [String]
  package let viewType: ViewType
  /// The most values of a page.
  package let maxResults: Int
  package let pageToken: String?

  package init(
    filter: String = "", orderBy: [String] = [], viewType: ViewType = .activeOnly, maxResults: Int = 1000,
    pageToken: String? = nil
  ) {
    self.filter = filter
    self.orderBy = orderBy
    self.viewType = viewType
    self.maxResults = maxResults
    self.pageToken = pageToken
  }
}
