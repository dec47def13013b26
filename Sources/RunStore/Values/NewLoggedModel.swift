/// A logged model that is to be made.
package struct NewLoggedModel: Hashable, Sendable {
  /// `m-` and 32 hexadecimal digits.
  package let id: String
  package let experiment: String
  /// Nil for one that is made from the id.
  package let name: String?
  package let type: String?
  package let sourceRun: String?
  package let tags: [Tag]
  package let parameters: [Parameter]

  package init(
    id: String, experiment: String, name: String? = nil, type: String? = nil, sourceRun: String? = nil,
    tags: [Tag] = [], parameters: [Parameter] = []
  ) {
    self.id = id
    self.experiment = experiment
    self.name = name
    self.type = type
    self.sourceRun = sourceRun
    self.tags = tags
    self.parameters = parameters
  }
}
