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
    let repository = try options.place.repository()
    let (name, number) = try reference.requireExactVersion(Finder(snapshot: options.headSnapshot(of: repository)))
    try options.commit("\(verb) \(name)@\(number)", in: repository) { edit, snapshot in
      var version = try Finder(snapshot: snapshot).version(number, of: name)
      if status == .deprecated, version.status == .yanked {
        throw CommandFailure(
          "\(name)@\(number) is yanked\nhelp: restore it first: git registry version restore \(name)@\(number)")
      }
      let kept = version.status == status ? version.statusReason : nil
      version.status = status
      version.statusReason = status == .active ? nil : reason ?? kept
      try edit.write(version, at: "\(name.folder)/versions/\(number)")
    }
  }
}
