import Actions
import ArgumentParser

struct VersionYankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "yank",
    abstract: "Withdraw a version: only references that name it exactly still resolve to it.",
    discussion: """
      Aliases must be moved first. The version is no longer @latest.

      EXAMPLES
        git registry version yank Fine_Tuned_Models/sentiment@1.0.0 --reason "trained on leaked labels"
      """)

  @OptionGroup var change: StatusChange

  func run() throws { try change.commit(YankVersion.init(_:of:because:)) }
}
