import Actions
import ArgumentParser
import Catalog
import Diagnostics
import Drawing
import Manifests
import Query
import Searching

struct PlotCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a metric over the versions of a model, in the terminal or as an SVG picture.",
    discussion: """
      Versions are in the order of their numbers, with their aliases as flags and the registry's gates as lines. Pre-releases and \
      yanked versions are off the line. More is better, unless a gate or the policy of the registry says less is, or --lower does.

      For the values alone: git registry list MODEL --columns version,metrics.METRIC --csv

      EXAMPLES
        git registry plot Fine_Tuned_Models/sentiment accuracy
        git registry plot Fine_Tuned_Models/sentiment log_loss --lower --where "status = active" --limit 20
        git registry plot Fine_Tuned_Models/sentiment accuracy --svg accuracy.svg
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @Argument(help: ArgumentHelp("The name of the metric.", valueName: "metric"), completion: .metric)
  var metric: String

  @Option(
    name: .customLong("where"), parsing: .unconditional,
    help: ArgumentHelp(
      "Only versions that fulfil this: tags.task = 'text' and version = '^1'; see docs/search.md.", valueName: "filter"),
    completion: .filter)
  var filter: String?

  @Option(help: ArgumentHelp("Draw at most N versions, the highest ones.", valueName: "n"))
  var limit: Int?

  @Flag(help: "Less of the metric is better.")
  var lower = false

  @Option(
    help: ArgumentHelp("Write a picture to this file instead, - for standard output.", valueName: "file"),
    completion: .file())
  var svg: String?

  @OptionGroup var source: SourceRepository

  @OptionGroup var output: ReadOptions

  /// Without a terminal.
  private static let usualWidth = 80

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1, not \(limit)") }
    if svg != nil, output.json { throw ValidationError("--svg and --json cannot be combined") }
  }

  func run() throws {
    let name = try reference.requireModel()
    let series = try series(of: name, try source.registry(output, for: [reference]))
    if let svg {
      let picture = LinePlotPicture(series.plot).text
      return svg == "-" ? Terminal.write(picture) : try OutputFile.write(picture, to: svg)
    }
    output.print(text(series.plot)) { series.value }
  }

  private func series(of name: ModelName, _ reader: RegistryReader) throws -> MetricSeries {
    let filter = try FilterError.asked("--where", filter) { text throws(FilterError) in try Filter(text, in: .versions)
    }
    return try MetricSearch(metric, of: name, filter, atMost: limit, isLower: lower).series(
      in: reader, isKept: output.at == nil, now: Clock.secondsSince1970() * 1000, filterName: "--where",
      noting: Search.warn)
  }

  private func text(_ plot: LinePlot) -> String {
    let width = Terminal.output.width ?? Self.usualWidth
    let lines = LinePlotText(plot, width: width, isASCII: !Terminal.isUnicode).lines
    return lines.map { $0.map { $0.ink.colour?.paint($0.text) ?? $0.text }.joined() + "\n" }.joined()
  }
}

extension PlotInk {
  fileprivate var colour: Colour? {
    switch self {
    case .title: .heading
    case .mark: .added
    case .hollow: .warning
    case .cross: .error
    case .bound: .removed
    case .flag: .hint
    case .plain, .axis: nil
    }
  }
}
