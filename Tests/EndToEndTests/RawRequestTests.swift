import Foundation
import TestSupport
import Testing

/// What no client sends: requests in other bytes than the protocol's, too many, too long, too slow.
struct RawRequestTests {
  /// What each is answered; `401` for nobody, `400` for what cannot be read. No second request comes out of one.
  private static let expected = """
    plain: 200
    two hosts: 421
    """

  @Test func nothingOfItIsTakenForARequest() throws {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "models", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try MLflowServer.serve("models", in: sandbox) { address in
      let port = try #require(address.url.split(separator: ":").last)
      let script = SourceTree.url("Tests/EndToEndTests/Peers/raw-requests.py").path
      let outcome = try sandbox.run("python3", [script, String(port), address.token])
      try #require(outcome.status == 0, "\(outcome.text)")
      #expect(outcome.output == Self.expected)
    }
    #expect(try sandbox.git("log", "--format=%s", in: "models").contains("Create model") == false)
  }
}
