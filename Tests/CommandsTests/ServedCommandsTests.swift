import ArgumentParser
import Endpoints
import RegistryAPI
import Testing

@testable import Commands

/// Each command of the command line has a route of the server's own interface, or a reason why not.
@Suite struct ServedCommandsTests {
  /// Commands that work on one machine alone.
  private static let local = [
    "manual": "prints the command line's own help", "completion": "prints a shell's completions",
    "init": "makes a repository, which is there before it is served", "serve": "starts the server",
    "token create": "the operator's, on the server's machine", "token list": "the operator's, on the server's machine",
    "token revoke": "the operator's, on the server's machine",
    "doctor": "looks at a clone", "verify": "reads all content from the disk, for hours: the operator's",
    "gc": "removes content from the disk: the operator's", "purge": "removes content from the disk: the operator's",
    "validate": "what lands is judged; review has the report of what is proposed",
    "fmt": "rewrites files of a work tree", "audit": "anybody proves it from a clone alone",
    "hook install": "the operator's, on the server's machine",
    "hook uninstall": "the operator's, on the server's machine",
    "hook show": "the operator's, on the server's machine", "hook check": "the operator's, on the server's machine",
    "hook pre-receive": "git runs it", "hook post-receive": "git runs it", "hook proc-receive": "git runs it",
    "site build": "writes the server's own pages into a folder", "ci add": "writes files into a work tree",
    "version renumber": "for a branch that is not merged yet",
  ]

  private static func leaves(_ command: any ParsableCommand.Type, _ path: [String]) -> [String] {
    let configuration = command.configuration
    guard !configuration.subcommands.isEmpty else { return [path.joined(separator: " ")] }
    return configuration.subcommands.flatMap { leaves($0, path + [$0._commandName]) }
  }

  @Test func everyCommandIsServedOrHasAReason() {
    let commands = Set(Self.leaves(GitRegistry.self, []))
    let served = Set(RegistryMount.operations.flatMap(\.commands))
    #expect(commands.count > 60)
    #expect(commands.subtracting(served).subtracting(Self.local.keys).sorted() == [])
    #expect(served.subtracting(commands).sorted() == [], "no such command")
    #expect(Set(Self.local.keys).subtracting(commands).sorted() == [], "no such command")
    #expect(served.intersection(Self.local.keys).sorted() == [], "it is served, and has a reason why not")
  }

  @Test func everyRouteSaysWhatItIsAndIsLikeACommand() {
    for operation in RegistryMount.operations {
      #expect(!operation.commands.isEmpty && !operation.description.summary.isEmpty, "\(operation.path)")
      #expect(!operation.description.summary.hasSuffix("."), "\(operation.path)")
      for field in operation.description.query + (operation.description.body ?? []) {
        #expect(!field.help.isEmpty && !field.help.hasSuffix("."), "\(operation.path): \(field.name)")
      }
    }
  }
}
