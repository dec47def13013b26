package import Blobs
import Git
import RegistryStore

/// One commit to be made: the actions that it holds, in their order, each on what the one before it made.
package struct PlannedCommit: Sendable {
  package let actions: [any Action]
  package let author: Authorship
  /// The commit's message; nil for what the actions say.
  package var message: String?
  /// Content that was received for it.
  package var content: [ReceivedContent]
  /// What it merges; nil for a commit with one parent.
  var merging: MergedBranch?
  /// True where manifests may lose comments.
  package var dropsComments: Bool

  package init(
    _ actions: [any Action], by author: Authorship, message: String? = nil, content: [ReceivedContent] = [],
    dropsComments: Bool = false
  ) {
    self.actions = actions
    self.author = author
    self.message = message
    self.content = content
    self.dropsComments = dropsComments
  }

  /// A merge, which changes what the branch changes and nothing else.
  package init(merging branch: MergedBranch, by author: Authorship, message: String) {
    self.init([], by: author, message: message)
    merging = branch
  }

  /// Makes the change of all actions on a snapshot.
  func edit(_ snapshot: CommitSnapshot, _ intake: ContentIntake) throws -> (edit: Edit, effects: [ActionEffect]) {
    if !actions.contains(where: \.makesRegistry) { try RegistryLookup(snapshot).requireRegistry() }
    var (current, whole) = (snapshot, Edit(of: snapshot, dropsComments: dropsComments))
    var effects: [ActionEffect] = []
    for (index, action) in actions.enumerated() {
      var edit = Edit(of: current, dropsComments: dropsComments)
      effects.append(try action.edit(&edit, in: ActionContext(current, author, intake)))
      whole.add(edit)
      guard index < actions.count - 1 else { break }
      let repository = snapshot.repository
      current = try CommitSnapshot.forReading(
        repository, tree: repository.stageTree(from: current.tree, applying: edit.updates))
    }
    return (whole, effects)
  }

  /// The message of the commit, once the effects are known: the one that was given, the only action's, or a line each.
  func message(_ effects: [ActionEffect]) -> String {
    if let message { return message }
    guard effects.count > 1 else { return effects.first?.message ?? "" }
    let lines = effects.map { $0.message.prefix { $0 != "\n" } }
    return "\(lines[0]), and \(lines.count - 1) more\n\n" + lines.map { "- \($0)\n" }.joined()
  }
}
