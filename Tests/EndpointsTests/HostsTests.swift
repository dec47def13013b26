import Endpoints
import Testing

/// By which names a server may be called, and from which pages it may be written to.
@Suite struct HostsTests {
  private static let hosts = Hosts(["Models.acme.org"])

  @Test(arguments: [
    ("localhost", true), ("localhost:5000", true), ("127.0.0.1:5000", true), ("[::1]:5000", true), ("[::1]", true),
    ("models.acme.org", true), ("MODELS.acme.org:443", true), ("evil.org", false), ("localhost.evil.org", false),
    ("127.0.0.1.evil.org", false), ("", false), (nil, false), ("[::1", false), ("models.acme.org.", false),
    ("[::1]evil", false),
    ("localhost:evil", false), ("localhost:", false),
  ])
  func answersForItsNames(_ host: String?, _ isKnown: Bool) { #expect(Self.hosts.answer(host) == isKnown) }

  @Test(arguments: [
    (nil, true), ("http://localhost:5000", true), ("http://127.0.0.1:5000", true), ("https://models.acme.org", true),
    ("https://evil.org", false), ("null", false), ("", false), ("http://localhost.evil.org", false),
    ("file://", false), ("http://evil.org/?localhost", false), ("x://localhost", false), ("http://localhost/", false),
  ])
  func takesWritesFromItsPages(_ origin: String?, _ mayWrite: Bool) {
    #expect(Self.hosts.mayWrite(from: origin) == mayWrite)
  }
}
