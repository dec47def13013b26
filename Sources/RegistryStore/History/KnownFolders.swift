package import Git

/// What a commit made of the folders that telling of a model takes, for who need not read those above them: a folder of thousands of models
/// is most of the work of telling what happened to one.
package struct KnownFolders: Equatable, Sendable {
  /// A folder's trees in the commit's first parent and in the commit; nil where it is not there.
  package struct Step: Equatable, Sendable {
    package let before: ObjectID?
    package let after: ObjectID?

    package init(before: ObjectID?, after: ObjectID?) {
      self.before = before
      self.after = after
    }
  }

  package let model: Step
  package let members: Step

  package init(model: Step, members: Step) {
    self.model = model
    self.members = members
  }
}
