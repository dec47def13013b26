import Actions
import ArgumentParser
import Catalog
import Diagnostics
import Manifests
import Searching

struct LineageCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "lineage",
    abstract: "Draw what a version was made from, and what was made from it.",
    discussion: """
      --up follows the inputs, --down follows what was made from the version, and --both, the default, does both.

      EXAMPLES
        git registry lineage Fine_Tuned_Models/sentiment@champion
        git registry lineage Datasets/reviews@1.0.0 --down --format mermaid
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference

  @Flag(help: "Which way to follow: what it was made from, what was made from it, or both.")
  var direction = Direction.both

  @Option(help: ArgumentHelp("text, mermaid, dot or json.", valueName: "format"))
  var format = Format.text

  @OptionGroup var output: ReadOptions

  enum Direction: String, EnumerableFlag {
    case up, down, both

    static func help(for value: Direction) -> ArgumentHelp? {
      switch value {
      case .up: "Follow what it was made from."
      case .down: "Follow what was made from it."
      case .both: "Follow both ways."
      }
    }
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, mermaid, dot, json
  }

  func run() throws {
    let (name, selector) = try reference.requireVersion()
    let reader = try output.registry()
    let exact = try reader.find.exact(selector, of: name)
    if direction != .up { try reader.bringAll() }
    let graph = try LineageGraph(
      of: name, exact, in: reader.snapshot, up: direction != .down, down: direction != .up,
      users: direction == .up ? nil : reader.catalog(isKept: output.at == nil)?.users)
    switch output.json ? .json : format {
    case .text: Terminal.write(LineageText.text(graph))
    case .mermaid: Terminal.write(LineageText.mermaid(graph))
    case .dot: Terminal.write(LineageText.dot(graph))
    case .json: Terminal.write(graph.value.text)
    }
  }
}
