package import ArgumentParser

/// By whose word `git registry serve` lets in whoever has no token of its own.
package struct SignInOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Let CI jobs in that members' trustedPublishers describe, by tokens of this issuer; may be repeated.",
      valueName: "url"))
  package var oidcIssuer: [String] = []

  @Option(help: ArgumentHelp("Let people sign in at this OpenID provider, at /-/login.", valueName: "url"))
  package var loginIssuer: String?

  @Option(help: ArgumentHelp("The client's id at the provider.", valueName: "id"))
  package var loginClient: String?

  @Option(
    help: ArgumentHelp(
      "A file with the client's secret; without it, PKCE alone protects the sign-in.", valueName: "file"),
    completion: .file())
  package var loginSecretFile: String?

  @Option(
    help: ArgumentHelp(
      "What the provider names members by: email, which it must have verified, or a claim with members' names; email unless given.",
      valueName: "claim"))
  package var loginClaim: String?

  @Option(
    help: ArgumentHelp("Believe this header, in which a proxy names the member whom it let in.", valueName: "name"))
  package var proxyUserHeader: String?

  @Option(
    help: ArgumentHelp(
      "The address or network of that proxy; may be repeated. From elsewhere the header is dropped.",
      valueName: "address"
    ))
  package var proxyFrom: [String] = []

  package init() {}

  /// As words of a command line.
  package var words: [String] {
    let single = [
      ("--login-issuer", loginIssuer), ("--login-client", loginClient), ("--login-secret-file", loginSecretFile),
      ("--login-claim", loginClaim), ("--proxy-user-header", proxyUserHeader),
    ]
    return single.flatMap { name, value in value.map { [name, $0] } ?? [] }
      + oidcIssuer.flatMap { ["--oidc-issuer", $0] } + proxyFrom.flatMap { ["--proxy-from", $0] }
  }
}
