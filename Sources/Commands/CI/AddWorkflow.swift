import Actions
import Git
import RegistryStore
import Rules

/// Writes the workflow that judges changes on a host. A file with other content is never replaced.
struct AddWorkflow: Action {
  let host: CIHost
  let program: CIProgram

  func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let content = Array(host.text(program).utf8)
    guard let place = RepositoryPath(host.path) else { return ActionEffect("") }
    if let entry = try context.snapshot.entry(at: place) {
      guard entry.mode == .file, try context.snapshot.content(of: entry.id) == content else {
        throw ActionFailure(
          .alreadyExists, "\(host.path) exists with other content", help: "remove it first: git rm \(host.path)")
      }
    }
    try edit.write(content, at: place)
    return ActionEffect("Judge every change in \(host.name)")
  }
}
