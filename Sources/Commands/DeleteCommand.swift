import ArgumentParser
import Git
import Manifests
import RegistryStore
import Rules

struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a registry that never held a version; retire one that did.",
    discussion: """
      What was published stays: a registry that ever held a version gets status: retired, keeps its versions, and takes no \
      new ones. One that never did is removed with its folder.

      EXAMPLES
        git registry delete Experiments
      """)

  @Argument(help: ArgumentHelp("Name of the registry.", valueName: "registry"), completion: .registry)
  var name: String

  @OptionGroup var options: WriteOptions

  func run() throws {
    let repository = try options.place.repository()
    let head = try options.headSnapshot(of: repository)
    if let reference = Reference(name), let model = reference.modelName {
      throw CommandFailure(
        status: .usage,
        "'\(name)' is no name of a registry\nhelp: to retire a model: git registry model retire \(model)")
    }
    guard try Finder(snapshot: head).registry(name).type == .custom else {
      throw CommandFailure("'\(name)' is a core registry, and those stay\nhelp: leave it empty")
    }
    let retires = try head.everHeldVersion(in: name)
    try options.commit("\(retires ? "Retire" : "Delete") registry \(name)", in: repository) { edit, snapshot in
      var registry = try Finder(snapshot: snapshot).registry(name)
      if try snapshot.everHeldVersion(in: name) {
        registry.status = .retired
        try edit.write(registry, at: "registries/\(name)/registry")
      } else if let folder = RepositoryPath("registries/\(name)") {
        try edit.removeFolder(folder)
      }
    }
  }
}
