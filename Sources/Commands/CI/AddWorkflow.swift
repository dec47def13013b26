import Actions
import Git
import RegistryStore
import Rules

/// Writes a workflow of a host's CI. A file with other content is never replaced.
struct AddWorkflow: Action {
  /// Below the repository's top.
  let path: String
  let text: String
  /// What the commit does.
  let subject: String

  /// The one that judges changes.
  init(judgingIn host: CIHost, _ program: CIProgram) {
    (path, text, subject) = (host.path, host.text(program), "Judge every change in \(host.name)")
  }

  /// The one that publishes pages.
  init(pagesBy host: CIHost, _ program: CIProgram, of branch: String) {
    (path, text) = (host.pagesPath, host.pagesText(program, branch: branch))
    subject = "Publish pages by \(host.name)"
  }

  func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let content = Array(text.utf8)
    guard let place = RepositoryPath(path) else { return ActionEffect("") }
    if let entry = try context.snapshot.entry(at: place) {
      guard entry.mode == .file, try context.snapshot.content(of: entry.id) == content else {
        throw ActionFailure(
          .alreadyExists, "\(path) exists with other content", help: "remove it first: git rm \(path)")
      }
    }
    try edit.write(content, at: place)
    return ActionEffect(subject)
  }
}
