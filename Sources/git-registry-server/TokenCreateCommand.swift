import Access
import Actions
import ArgumentParser
import Diagnostics
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules
import RunStore
import ServeOptions

struct TokenCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "create", abstract: "Make a token for a member.")

  @OptionGroup var options: TokenCreateOptions

  func run() throws {
    let repository = try Repository.open(at: ".")
    guard let scope = AccessToken.Scope(rawValue: options.scope) else {
      let help = Suggestion.help(for: options.scope, among: AccessToken.Scope.allCases.map(\.rawValue)) ?? ""
      throw ValidationError("there is no scope '\(EscapedText.line(options.scope))'; \(help)")
    }
    let now = Clock.millisecondsSince1970()
    let expires = try Self.duration(options.expires).map { now + $0 }
    let member = try member(in: repository)
    var random = SystemRandomNumberGenerator()
    let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
    let id = String((0..<8).map { _ in letters.randomElement(using: &random) ?? "x" })
    let secret = TokenSecret.make()
    let token = AccessToken(
      id: id, member: member, scope: scope, registries: options.registry, created: now, expires: expires)
    let store = try TokenCommand.store(of: repository, in: options.place.data)
    try TokenCommand.wait { try await store.addToken(token, digest: secret.digest) }
    Console.note("token \(id) for \(member), \(scope.rawValue), \(TokenText.expiry(token)); it is shown this once\n")
    Console.say("\(secret.text)\n")
  }

  /// The member's name, as the branch has it; the registries are looked up too.
  private func member(in repository: Repository) throws -> String {
    guard let branch = try repository.headBranch(), let tip = try repository.target(of: branch) else {
      throw ValidationError("there is no registry here; run it in the repository that is served")
    }
    let snapshot = try RegistryReader(repository, commit: repository.commit(tip)).snapshot
    for registry in options.registry where try snapshot.registry(registry)?.value == nil {
      let help = Suggestion.help(for: registry, among: try snapshot.registryNames()) ?? ""
      throw ValidationError("there is no registry '\(EscapedText.line(registry))'; \(help)")
    }
    guard let name = try Rights.memberName(options.member, in: snapshot) else {
      let help =
        Suggestion.help(for: options.member, among: try snapshot.memberNames(), listing: false)
        ?? "add the member first: git registry member add NAME --email MAIL"
      throw ValidationError("'\(EscapedText.line(options.member))' is not a member; \(help)")
    }
    return name
  }

  /// Milliseconds; nil for ever.
  private static func duration(_ text: String) throws -> Int64? {
    if text == "never" { return nil }
    let hours: [Character: Int64] = ["h": 1, "d": 24, "w": 7 * 24]
    guard let unit = text.last.flatMap({ hours[$0] }), let count = Int64(text.dropLast()), (1...100_000).contains(count)
    else { throw ValidationError("'\(EscapedText.line(text))' is not a time; write 90d, 12h, 4w or never") }
    return count * unit * 3_600_000
  }
}
