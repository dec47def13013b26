import Actions
import ArgumentParser
import Diagnostics
import Manifests
import Rules

struct DiskUsageCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "du",
    abstract: "Show what takes space: by registry, model, version or artifact.",
    discussion: """
      Rows are the registries, or what is one level below the reference, largest first. SIZE counts each blob once, \
      however often it is named in the row. OWN is what nothing outside the row names: what removing it would free. \
      LOCAL is the part of SIZE in this repository's store. Reads every version and candidate of the snapshot.

      EXAMPLES
        git registry du
        git registry du Fine_Tuned_Models
        git registry du Fine_Tuned_Models/sentiment --json
      """)

  @Argument(help: ArgumentHelp("REGISTRY, REGISTRY/MODEL or REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference?

  @OptionGroup var output: ReadOptions

  func run() throws {
    let usage = try DiskUsage(of: output.registry(), below: reference)
    for name in usage.unreadable { Terminal.writeError("warning: the manifest of \(name) cannot be read\n") }
    output.print(usage.text) { usage.value }
  }
}
