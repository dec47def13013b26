import Foundation
import OIDC
import Synchronization

/// An issuer in this process: its documents, and how often each was asked for.
final class TestIssuer: DocumentSource, Sendable {
  struct State: Sendable {
    var documents: [String: String] = [:]
    var asked: [String] = []
    var forms: [[String: String]] = []
    var isAway = false
    /// Milliseconds since 1970.
    var now: Int64 = 1_800_000_000_000
    var log: [String] = []
    var answer = ""
  }

  static let address = "https://gitlab.acme.org"
  static let keys = address + "/oauth/discovery/keys"
  static let discovery = address + "/.well-known/openid-configuration"

  let state = Mutex(State())
  let key: TestKey
  let rsa: TestKey

  /// One for all tests: they are slow to make.
  private static let anyRSA = Result { try TestKey(.rsa, id: "rsa-1") }

  init() throws {
    key = try TestKey(.ec, id: "ec-1")
    rsa = try Self.anyRSA.get()
    try publish([key.published(), rsa.published()])
    describe()
  }

  var now: Int64 { state.withLock(\.now) }
  var log: [String] { state.withLock(\.log) }

  func publish(_ keys: [[String: String]]) throws {
    let text = String(decoding: try JSONSerialization.data(withJSONObject: ["keys": keys]), as: UTF8.self)
    state.withLock { $0.documents[Self.keys] = text }
  }

  func describe(as issuer: String = address, keys: String = TestIssuer.keys) {
    let text = """
      {"issuer": "\(issuer)", "jwks_uri": "\(keys)", "authorization_endpoint": "\(Self.address)/oauth/authorize",
       "token_endpoint": "\(Self.address)/oauth/token"}
      """
    state.withLock { $0.documents[Self.discovery] = text }
  }

  func advance(_ milliseconds: Int64) { state.withLock { $0.now += milliseconds } }

  /// How often an address was asked for.
  func count(_ address: String = TestIssuer.keys) -> Int { state.withLock { $0.asked.count { $0 == address } } }

  func get(_ address: String) async throws -> String {
    try state.withLock { state in
      state.asked.append(address)
      guard !state.isAway, let text = state.documents[address] else { throw DocumentError("'\(address)' is away") }
      return text
    }
  }

  func post(_ form: [(name: String, value: String)], to address: String, authorization: String?) async throws -> String
  {
    state.withLock { state in
      var fields = Dictionary(uniqueKeysWithValues: form.map { ($0.name, $0.value) })
      fields["authorization"] = authorization
      state.forms.append(fields)
      return state.answer
    }
  }

  func list() -> IssuerList {
    let issuer = issuer()
    return IssuerList([issuer], now: { self.now }) { line in self.state.withLock { $0.log.append(line) } }
  }

  func issuer() -> Issuer {
    Issuer(Self.address, from: self, now: { self.now }) { line in self.state.withLock { $0.log.append(line) } }
  }

  /// What GitLab says of a job on a protected branch.
  func claims(_ more: [String: Any?] = [:]) -> [String: Any] {
    let seconds = now / 1000
    var claims: [String: Any] = [
      "iss": Self.address, "aud": "https://models.acme.org", "sub": "project_path:acme/train:ref_type:branch:ref:main",
      "iat": seconds, "nbf": seconds - 5, "exp": seconds + 300, "jti": UUID().uuidString, "project_id": "4821",
      "project_path": "acme/train", "ref": "main", "ref_type": "branch", "ref_protected": "true", "job_id": "77",
      "pipeline_id": "9", "sha": String(repeating: "a", count: 40),
    ]
    for (name, value) in more { claims[name] = value }
    for (name, value) in more where value == nil { claims[name] = nil }
    return claims
  }
}
