import Foundation
import TestSupport
import Testing

/// What no client sends: requests in other bytes than the protocol's, too many, too long, too slow.
struct RawRequestTests {
  /// What each is answered; `401` for nobody, `400` for what cannot be read. No second request comes out of one.
  private static let expected = """
    plain: 200
    two hosts: 421
    no host: 421
    absolute address of another host: 200
    length and chunked: 400
    chunked and length: 400
    two lengths: 400
    list of lengths: 400
    length with a sign: 400
    length below zero: 400
    length in hexadecimal: 400
    unknown coding: 400
    coding twice: 400
    space before the colon: 400
    folded header: 400
    bare line feeds: 400
    carriage return in a value: 400
    NUL in a value: 400
    chunk size too large: 400
    chunk without its end: 400
    old protocol: 400
    many headers: 400
    long header: 400
    long path: 400
    unknown method: 400
    no HTTP: 400
    large refused: 401
    large and too large: 400
    expects: 100
    expects, and is refused: 401
    cut off: closed
    gzip: 400
    still there: 200

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
