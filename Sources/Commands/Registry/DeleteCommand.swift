import Actions
import ArgumentParser
import Manifests

struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a registry that never held a version; retire one that did.",
    discussion: """
      What was published stays: a registry that ever held a version gets status: retired, keeps its versions, and accepts no \
      new ones. One that never did is removed with its folder.

      EXAMPLES
        git registry delete Experiments
      """)

  @Argument(help: ArgumentHelp("Name of the registry.", valueName: "registry"), completion: .registry)
  var name: String

  @OptionGroup var options: WriteOptions

  func run() throws {
    let repository = try options.place.repository()
    if let model = Reference(name)?.modelName {
      throw CommandFailure(
        status: .usage,
        "'\(name)' is not a valid registry name\nhelp: to retire a model: git registry model retire \(model)")
    }
    try options.commit(DeleteRegistry(name), in: repository)
  }
}
