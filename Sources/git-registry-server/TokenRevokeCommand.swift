import ArgumentParser
import Git
import RunStore
import ServeOptions

struct TokenRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "revoke", abstract: "Revoke a token.")

  @OptionGroup var options: TokenRevokeOptions

  func run() throws {
    let store = try TokenCommand.store(of: Repository.open(at: "."), in: options.place.data)
    let id = options.id
    try TokenCommand.wait { try await store.revokeToken(id, now: Clock.millisecondsSince1970()) }
    Console.note("token \(id) is revoked\n")
  }
}
