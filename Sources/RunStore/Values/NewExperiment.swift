/// An experiment that is to be made.
package struct NewExperiment: Hashable, Sendable {
  package let name: String
  /// Nil for `mlflow-artifacts:/ID`, below the registry's own address.
  package let artifactLocation: String?
  package let tags: [Tag]

  package init(name: String, artifactLocation: String? = nil, tags: [Tag] = []) {
    self.name = name
    self.artifactLocation = artifactLocation
    self.tags = tags
  }
}
