/// A dataset as an input of a run, with tags such as `mlflow.data.context`.
package struct DatasetInput: Hashable, Sendable {
  package let dataset: Dataset
  package let tags: [Tag]

  package init(_ dataset: Dataset, tags: [Tag] = []) {
    self.dataset = dataset
    self.tags = tags
  }
}
