import Dispatch
import Git

/// Rows of a new catalog that are kept until all are there, to be sorted: what is put in order goes to the end of its table, which costs
/// half of what an index costs that SQLite makes.
struct SortedRows: Sendable {
  struct Metric: Sendable {
    let key: Int64
    let value: Double
    let entry: Int64
  }

  struct Digest: Sendable {
    let beginning: Int64
    let entry: Int64
  }

  var metrics: [Metric] = []
  var digests: [Digest] = []

  /// Gives all rows as their tables have them. The second core sorts metrics while the first ones are put in.
  consuming func inOrder(
    _ putDigests: ([Digest]) throws(DatabaseError) -> Void, _ putMetrics: ([Metric]) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    let sorted = Guarded<[Metric]?>(nil)
    let metrics = self.metrics
    DispatchQueue.global().async {
      let rows = metrics.sorted { one, two in
        if one.key != two.key { return one.key < two.key }
        return one.value != two.value ? one.value < two.value : one.entry < two.entry
      }
      sorted.change { $0 = rows }
    }
    try putDigests(
      digests.sorted { one, two in
        one.beginning != two.beginning ? one.beginning < two.beginning : one.entry < two.entry
      })
    try putMetrics(sorted.wait { $0 })
  }
}
