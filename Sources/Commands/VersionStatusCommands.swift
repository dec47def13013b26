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

struct VersionDeprecateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deprecate",
    abstract: "Advise against a version: it stays usable.",
    discussion: """
      EXAMPLES
        git registry version deprecate Fine_Tuned_Models/sentiment@1.0.0 --reason "1.1.0 is twice as fast"
      """)

  @OptionGroup var change: StatusChange

  func run() throws { try change.set(.deprecated, "Deprecate") }
}

struct VersionYankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "yank",
    abstract: "Take a version out of use: only who names it exactly still gets it.",
    discussion: """
      Aliases must be moved first. The version is no longer @latest.

      EXAMPLES
        git registry version yank Fine_Tuned_Models/sentiment@1.0.0 --reason "trained on leaked labels"
      """)

  @OptionGroup var change: StatusChange

  func run() throws { try change.set(.yanked, "Yank") }
}

struct VersionRestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make a deprecated or yanked version active again.",
    discussion: """
      EXAMPLES
        git registry version restore Fine_Tuned_Models/sentiment@1.0.0
      """)

  @OptionGroup var change: StatusChange

  func run() throws { try change.set(.active, "Restore") }
}
