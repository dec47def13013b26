import ArgumentParser
import Catalog
import Diagnostics
import Query
import RegistryStore

/// Which events of history are wanted. All options are one filter; the times also say where to begin and where to stop.
struct HistoryOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Show only what this member did, or an author who is not a member.", valueName: "name"),
    completion: .member)
  var actor: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Show only these kinds of events, such as alias-moved.", valueName: "name[,name]"),
    completion: .list(EventName.allCases.map(\.rawValue)))
  var event: [String] = []

  @Option(help: ArgumentHelp("Show nothing from before this day or time.", valueName: "date"))
  var since: Day?

  @Option(help: ArgumentHelp("Show nothing from after this day or time.", valueName: "date"))
  var until: Day?

  @Option(
    name: .customLong("where"), parsing: .unconditional,
    help: ArgumentHelp(
      "Show only events that fulfil this: event = 'alias-moved' and alias = production; see docs/search.md.",
      valueName: "filter"))
  var filter: String?

  /// True if events of all kinds and times are wanted.
  var isEmpty: Bool { actor == nil && event.isEmpty && since == nil && until == nil && filter == nil }

  /// What the options say together, but for the times.
  func wanted() throws -> Filter {
    var parts: [Filter] = []
    if let actor { parts.append(.comparison(.attribute(.actor), .equal, .text(actor))) }
    if !event.isEmpty { parts.append(.oneOf(.attribute(.event), try names().map { .text($0.rawValue) })) }
    let condition = try FilterError.asked("--where", filter) { text throws(FilterError) in
      try Filter(text, in: .history)
    }
    return Filter.all(parts + (condition.map { [$0] } ?? []))
  }

  private func names() throws -> [EventName] {
    try event.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map { text in
      if let name = EventName(rawValue: String(text)) { return name }
      let help = Suggestion.help(for: String(text), among: EventName.allCases.map(\.rawValue))
      throw CommandFailure(
        status: .usage,
        "'\(EscapedText.line(String(text)))' is not a kind of event\(help.map { "\nhelp: \($0)" } ?? "")")
    }
  }
}
