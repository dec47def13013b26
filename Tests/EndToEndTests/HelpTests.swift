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
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  private struct Argument: Decodable {
    struct Name: Decodable { let name: String }
    let names: [Name]?
    let valueName: String?
    let abstract: String?
  }

  @Test func everyCommandAndOptionHasHelp() throws {
    let sandbox = try GitSandbox()
    let text = try sandbox.run(GitSandbox.program, ["--experimental-dump-help"]).output
    let tool = try JSONDecoder().decode(Tool.self, from: Data(text.utf8))
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
    check(tool.command, "")
    #expect(seen > 30)
  }
}
