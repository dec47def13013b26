import ArgumentParser
import Manifests
import RegistryStore

/// What deprecating, yanking and restoring share: a new status, with its reason.
struct StatusChange: ParsableArguments {
  @Argument(help: ArgumentHelp("REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @OptionGroup var options: WriteOptions

  func set(_ status: VersionStatus, _ verb: String) throws {
    let (name, selector) = try reference.requireVersion()
    let repository = try options.place.repository()
    let number = try Finder(snapshot: try options.headSnapshot(of: repository)).number(selector, of: name)
    try options.commit("\(verb) \(name)@\(number)", in: repository) { edit, snapshot in
      var version = try Finder(snapshot: snapshot).version(number, of: name)
      version.status = status
      version.statusReason = reason
      try edit.write(version, at: "\(name.folder)/versions/\(number)")
    }
  }
}
