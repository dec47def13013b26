/// What is logged to a run at once: all of it or nothing.
package struct RunBatch: Hashable, Sendable {
  package let metrics: [MetricPoint]
  package let parameters: [Parameter]
  package let tags: [Tag]

  package init(metrics: [MetricPoint] = [], parameters: [Parameter] = [], tags: [Tag] = []) {
    self.metrics = metrics
    self.parameters = parameters
    self.tags = tags
  }
}
