import ArgumentParser
import Diagnostics
import Rules

/// The formats in which a report is written.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, github, gitlab, junit, markdown

  /// A report that no CI runner finds a command in, but for those of ``github``, in a file too: jobs print them.
  func render(_ report: Report) -> String {
    self == .github ? text(of: report) : RunnerCommand.disarmed(text(of: report))
  }

  private func text(of report: Report) -> String {
    switch self {
    case .text: TextRenderer.render(report)
    case .json: JSONRenderer.render(report)
    case .sarif: SARIFRenderer.render(report, rules: Rule.all.map(\.description), version: Program.version)
    case .github: GitHubRenderer.render(report)
    case .gitlab: GitLabRenderer.render(report)
    case .junit: JUnitRenderer.render(report)
    case .markdown: MarkdownRenderer.render(report)
    }
  }
}

/// `FORMAT=FILE`, a report and where it goes.
struct ReportTarget: ExpressibleByArgument {
  let format: ReportFormat
  /// `-` for standard output.
  let file: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let format = ReportFormat(rawValue: String(parts[0])) else { return nil }
    self.format = format
    file = String(parts[1])
  }

  private init(_ format: ReportFormat, _ file: String) {
    self.format = format
    self.file = file
  }

  static func standardOutput(_ format: ReportFormat) -> ReportTarget { ReportTarget(format, "-") }

  var isStandardOutput: Bool { file == "-" }

  func write(_ report: Report) throws {
    let text = format.render(report)
    if isStandardOutput {
      guard format != .github else { return Terminal.writeCommands(text) }
      return Terminal.write(format == .text ? MessageText.shown(text) : text)
    }
    try OutputFile.write(text, to: file)
  }
}
