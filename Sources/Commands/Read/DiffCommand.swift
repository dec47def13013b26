import Actions
import ArgumentParser
import Diagnostics
import Git
import RegistryStore
import Rules

struct DiffCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what differs between two snapshots, in the registry's words.",
    discussion: """
      Each is a revision or a date; the second is HEAD unless given. What was done and undone in between is not shown: \
      git registry log shows everything. Exit status 0, whether or not something differs.

      EXAMPLES
        git registry diff HEAD~5
        git registry diff v1 main
        git registry diff 2026-10-31 2026-11-30 --json
      """)

  @Argument(
    help: ArgumentHelp("The snapshot before: a revision or a date.", valueName: "rev|date"), completion: .revision)
  var before: PointInTime

  @Argument(help: ArgumentHelp("The snapshot after; HEAD unless given.", valueName: "rev|date"), completion: .revision)
  var after: PointInTime?

  @Flag(help: "Print JSON with the manifests' keys.")
  var json = false

  @OptionGroup var place: RepositoryOption

  func run() throws {
    let repository = try place.repository()
    let old = try before.commit(in: repository).commit
    let new = try after?.commit(in: repository).commit ?? place.registry().commit
    let difference = try SnapshotDifference(from: old, to: new, in: repository)
    guard json else {
      return Terminal.write(difference.events.map { EscapedText.line($0.sentence(by: nil)) + "\n" }.joined())
    }
    Terminal.write(difference.value.text)
  }
}
