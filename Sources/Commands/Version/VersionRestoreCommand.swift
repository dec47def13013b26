import Actions
import ArgumentParser

struct VersionRestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make a deprecated or yanked version active again.",
    discussion: """
      EXAMPLES
        git registry version restore Fine_Tuned_Models/sentiment@1.0.0
      """)

  @OptionGroup var change: StatusChange

  func run() throws { try change.commit(RestoreVersion.init(_:of:because:)) }
}
