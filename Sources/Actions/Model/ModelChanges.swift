import Manifests

/// What of a model is to be set.
package struct ModelChanges: Sendable {
  /// Empty for none; nil for the one that is there.
  package var description: String?
  package var tags: [String: String]

  package init(description: String? = nil, tags: [String: String] = [:]) {
    self.description = description
    self.tags = tags
  }

  func apply(to model: inout Model) {
    if let description { model.description = description.isEmpty ? nil : description }
    model.tags.merge(tags) { $1 }
  }
}
