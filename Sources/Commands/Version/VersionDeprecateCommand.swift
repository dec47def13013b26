import Actions
import ArgumentParser

struct VersionDeprecateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deprecate",
    abstract: "Advise against a version: it stays usable.",
    discussion: """
      EXAMPLES
        git registry version deprecate Fine_Tuned_Models/sentiment@1.0.0 --reason "1.1.0 is twice as fast"
      """)

  @OptionGroup var change: StatusChange

  func run() throws { try change.commit(DeprecateVersion.init(_:of:because:)) }
}
