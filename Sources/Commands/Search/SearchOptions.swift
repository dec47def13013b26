import ArgumentParser
import Query

/// What rows are wanted, in which order, with which columns: of `search`, and of the commands that list.
struct SearchOptions: ParsableArguments {
  @Option(
    name: .customLong("where"), parsing: .unconditional,
    help: ArgumentHelp(
      "Only rows that fulfil this: metrics.accuracy > 0.9 and tags.task = 'text'; see docs/search.md.",
      valueName: "filter"),
    completion: .filter)
  var filter: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Sort by these keys, with a minus for the largest first.", valueName: "[-]key[,key]"),
    completion: .sortKeys)
  var sort: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Show these fields, with commas between them.", valueName: "fields"),
    completion: .columns)
  var columns: String?

  @Option(help: ArgumentHelp("Show at most N rows.", valueName: "n"))
  var limit: Int?

  @Flag(help: "Print CSV.")
  var csv = false

  /// True if none is given.
  var isEmpty: Bool { filter == nil && sort == nil && columns == nil && limit == nil && !csv }

  /// What the parser makes of no option at all.
  static var none: SearchOptions {
    var options = SearchOptions()
    (options.filter, options.sort, options.columns, options.limit, options.csv) = (nil, nil, nil, nil, false)
    return options
  }

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1, not \(limit)") }
  }
}
