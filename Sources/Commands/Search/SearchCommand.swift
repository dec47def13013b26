import Actions
import ArgumentParser
import Query

struct SearchCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find versions, candidates, models, registries and artifacts by what they say.",
    discussion: """
      Words are looked for in names, descriptions, tags and model cards, regardless of case. --where takes metrics, parameters, \
      tags, aliases, dates and more, with and, or, not and brackets; docs/search.md has the whole grammar. Answers about versions, \
      candidates and artifacts come from a catalog beside the repository, which is brought up to date first and made again if it \
      is gone.

      EXAMPLES
        git registry search sentiment --where "metrics.accuracy > 0.9 and alias = production"
        git registry search --where "tags.task = 'text' and created > 30d" --sort -metrics.accuracy --limit 10
        git registry search --artifacts --where "digest = sha256:0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f"
        git registry search --candidates --columns name,metrics.accuracy --csv
      """)

  @Argument(help: ArgumentHelp("Words that a row must have, all of them.", valueName: "words"))
  var words: [String] = []

  @Flag(exclusivity: .exclusive, help: "What to find; versions if none is given.")
  var scope = Scope.versions

  enum Scope: String, EnumerableFlag {
    case versions, models, candidates, registries, artifacts

    static func help(for value: Scope) -> ArgumentHelp? { "Find \(value.rawValue)." }

    var searched: SearchScope {
      switch self {
      case .versions: .versions
      case .models: .models
      case .candidates: .candidates
      case .registries: .registries
      case .artifacts: .artifacts
      }
    }
  }

  @OptionGroup var options: SearchOptions

  @OptionGroup var source: SourceRepository

  @OptionGroup var output: ReadOptions

  func run() throws {
    let reader = try source.registry(output, for: [])
    try Search(scope: scope.searched, options: options, output: output, words: words).run(reader)
  }
}
