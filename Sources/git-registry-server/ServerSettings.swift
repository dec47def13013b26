import ArgumentParser
import Diagnostics
import Files
import Git
import ManifestCoding
import ServeOptions

/// A server's options from a file in YAML: the names on the command line without their dashes.
///
///     root: /srv/git
///     data: /srv/registry
///     listen: [0.0.0.0:443, 127.0.0.1:5000]
///     host: models.acme.org
///     tls-cert: /etc/git-registry/cert.pem
///     tls-key: /etc/git-registry/key.pem
struct ServerSettings {
  private var values: [String: [String]] = [:]

  static let keys = [
    "repository", "root", "listen", "data", "settle-after", "keep-runs", "quota", "job-url", "host", "tls-cert",
    "tls-key", "webhook", "webhook-events", "webhook-secret", "log", "oidc-issuer", "login-issuer", "login-client",
    "login-secret-file", "login-claim", "proxy-user-header", "proxy-from",
  ]
  private static let lists: Set = ["listen", "host", "webhook", "webhook-events", "oidc-issuer", "proxy-from"]

  init(readFrom path: String) throws {
    let place = EscapedText.line(path)
    guard let bytes = FileSystem.bytes(of: path) else { throw ValidationError("'\(place)' cannot be read") }
    let read = ManifestDecoder.yaml(bytes)
    if let problem = read.problems.first {
      let help = problem.help.map { "\nhelp: \($0)" } ?? ""
      throw ValidationError("\(place):\(problem.mark.line):\(problem.mark.column): \(problem.message)\(help)")
    }
    guard let node = read.node, case .mapping(let pairs) = node.content else {
      throw ValidationError("'\(place)' is not YAML with a key and a value on each line")
    }
    for pair in pairs {
      let line = "\(place):\(pair.keyMark.line)"
      guard Self.keys.contains(pair.key) else {
        let help = Suggestion.help(for: pair.key, among: Self.keys) ?? ""
        throw ValidationError("\(line): there is no option '\(EscapedText.line(pair.key))'; \(help)")
      }
      let nodes = if case .sequence(let nodes) = pair.value.content { nodes } else { [pair.value] }
      values[pair.key] = try nodes.map { node in
        guard case .scalar(let scalar) = node.content, !scalar.text.isEmpty else {
          throw ValidationError("\(line): '\(pair.key)' takes text")
        }
        return scalar.text
      }
      guard Self.lists.contains(pair.key) || values[pair.key]?.count == 1 else {
        throw ValidationError("\(line): '\(pair.key)' takes one value")
      }
    }
  }

  /// What the command line gives wins.
  func fill(_ options: inout ServeOptions) throws {
    func one(_ key: String) -> String? { values[key]?.first }
    func number(_ key: String) throws -> Int? {
      try one(key).map { text in
        guard let number = Int(text), number >= 1 else {
          throw ValidationError("'\(key)' takes a number, at least 1, and not '\(EscapedText.line(text))'")
        }
        return number
      }
    }
    options.settleAfter = try options.settleAfter ?? number("settle-after")
    options.keepRuns = try options.keepRuns ?? number("keep-runs")
    if options.quota == nil, let text = one("quota") {
      guard let quantity = ByteQuantity(argument: text) else {
        throw ValidationError("'quota' takes a number of bytes, 500g for example, and not '\(EscapedText.line(text))'")
      }
      options.quota = quantity
    }
    if options.path == nil, options.root == nil {
      options.path = one("repository")
      options.root = one("root")
    }
    if options.listen.isEmpty { options.listen = values["listen"] ?? [] }
    if options.host.isEmpty { options.host = values["host"] ?? [] }
    options.jobUrl = options.jobUrl ?? one("job-url")
    if options.webhook.isEmpty { options.webhook = values["webhook"] ?? [] }
    if options.webhookEvents.isEmpty { options.webhookEvents = values["webhook-events"] ?? [] }
    options.webhookSecret = options.webhookSecret ?? one("webhook-secret")
    if options.log == nil, let text = one("log") {
      guard let form = ServeOptions.LogForm(rawValue: text) else {
        throw ValidationError("'log' takes text or json, and not '\(EscapedText.line(text))'")
      }
      options.log = form
    }
    func fill(_ value: inout String?, _ key: String) { value = value ?? one(key) }
    if options.signIn.oidcIssuer.isEmpty { options.signIn.oidcIssuer = values["oidc-issuer"] ?? [] }
    if options.signIn.proxyFrom.isEmpty { options.signIn.proxyFrom = values["proxy-from"] ?? [] }
    fill(&options.signIn.loginIssuer, "login-issuer")
    fill(&options.signIn.loginClient, "login-client")
    fill(&options.signIn.loginSecretFile, "login-secret-file")
    fill(&options.signIn.loginClaim, "login-claim")
    fill(&options.signIn.proxyUserHeader, "proxy-user-header")
    options.data = options.data ?? one("data")
    options.tlsCert = options.tlsCert ?? one("tls-cert")
    options.tlsKey = options.tlsKey ?? one("tls-key")
  }
}
