import ArgumentParser
import Diagnostics
import Git
import RunStore
import ServeOptions

struct TokenListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List tokens.")

  @OptionGroup var options: TokenListOptions

  func run() throws {
    let store = try TokenCommand.store(of: Repository.open(at: "."), in: options.place.data)
    let tokens = try TokenCommand.wait { try await store.tokens() }
    let now = Clock.millisecondsSince1970()
    if options.json {
      Console.say(JSONValue.array(tokens.map(TokenText.json)).line + "\n")
    } else {
      Console.say(tokens.map { TokenText.line($0, now: now) }.joined())
    }
  }
}
