/// A point of one of several runs.
package struct MetricSample: Hashable, Sendable {
  package let run: String
  package let point: MetricPoint

  package init(run: String, point: MetricPoint) {
    self.run = run
    self.point = point
  }
}
