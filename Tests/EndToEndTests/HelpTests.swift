import Foundation
import TestSupport
import Testing

/// Every command and option has help, and every command examples.
struct HelpTests {
  private struct Tool: Decodable {
    let command: Command
  }

  private struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool?
    let subcommands: [Command]?
    let arguments: [Argument]?

    /// The words of every command that has none below it.
    var lines: [[String]] {
      let children = (subcommands ?? []).filter { $0.commandName != "help" && $0.shouldDisplay != false }
      return children.isEmpty ? [[commandName]] : children.flatMap { $0.lines.map { [commandName] + $0 } }
    }
  }

  private struct Argument: Decodable {
    struct Name: Decodable { let name: String }
    let names: [Name]?
    let valueName: String?
    let abstract: String?
  }

  private let sandbox: GitSandbox
  private let program: Command

  init() throws {
    sandbox = try GitSandbox()
    let text = try sandbox.run(GitSandbox.program, ["--experimental-dump-help"]).output
    program = try JSONDecoder().decode(Tool.self, from: Data(text.utf8)).command
  }

  @Test func everyCommandAndOptionHasHelp() throws {
    var seen = 0
    func check(_ command: Command, _ path: String) {
      guard command.commandName != "help" else { return }
      seen += 1
      let name = path + command.commandName
      #expect(command.abstract?.hasSuffix(".") == true, "\(name) has no abstract")
      for argument in command.arguments ?? [] {
        let words = argument.names?.map(\.name).joined(separator: ", ") ?? argument.valueName ?? "?"
        #expect(argument.abstract?.isEmpty == false, "\(name) \(words) has no help")
      }
      let children = command.subcommands ?? []
      if children.isEmpty { #expect(command.discussion?.contains("EXAMPLES\n") == true, "\(name) has no examples") }
      for child in children { check(child, name + " ") }
    }
    check(program, "")
    #expect(seen > 30)
  }

  @Test("help fits into 80 columns, and its examples are what a shell takes")
  func helpFits() throws {
    for words in program.lines.map({ Array($0.dropFirst()) }) {
      let help = try sandbox.registry(words + ["-h"]).output
      for line in help.split(separator: "\n") where line.count > 80 {
        // A digest is one word.
        let longest = line.split(separator: " ").map(\.count).max() ?? 0
        #expect(longest > 60, "\(words): \(line)")
      }
      let examples = try #require(help.firstRange(of: "EXAMPLES\n"), "\(words)")
      var isContinued = false
      for line in help[examples.upperBound...].split(separator: "\n", omittingEmptySubsequences: false) {
        guard !line.isEmpty else { break }
        #expect(line.hasPrefix(isContinued ? "      " : "  "), "\(words): \(line)")
        #expect(isContinued || !line.hasPrefix("   "), "\(words): \(line)")
        isContinued = line.hasSuffix(" \\")
      }
      #expect(!isContinued, "\(words)")
    }
  }

  /// Every number that the program ends with is explained wherever statuses are.
  @Test("exit statuses are in the manual and the documents") func statuses() throws {
    let manual = try sandbox.registry("manual", "--markdown", in: ".")
    let document = try String(contentsOf: SourceTree.url("docs/commands.md"), encoding: .utf8)
    try sandbox.registry("manual", "man", in: ".")
    let pages = try ["git-registry.1", "git-registry-pull.1", "git-registry-version-create.1"].map {
      try sandbox.read("man/\($0)")
    }
    for status in [0, 1, 2, 3, 4, 64, 65, 70, 130] {
      for text in [manual, document] { #expect(text.contains("\n| `\(status)` | "), "\(status)") }
      for page in pages { #expect(page.contains(".TP\n\\fB\(status)\\fP\n"), "\(status)") }
    }
  }
}
