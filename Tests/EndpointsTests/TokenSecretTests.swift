import Access
import Testing

@Suite struct TokenSecretTests {
  @Test func eachIsAnotherOne() {
    let secrets = (0..<100).map { _ in TokenSecret.make().text }
    #expect(Set(secrets).count == 100)
    #expect(secrets.allSatisfy { $0.hasPrefix("grt_") && $0.utf8.count == 40 })
    #expect(secrets.allSatisfy { TokenSecret($0)?.text == $0 })
  }

  /// A letter that is wrong is seen without a look-up.
  @Test func aMistypedOneIsNone() {
    let secret = TokenSecret.make().text
    for index in secret.indices {
      var other = secret
      other.replaceSubrange(index...index, with: secret[index] == "x" ? "y" : "x")
      #expect(TokenSecret(other) == nil, "\(other)")
    }
    for other in ["", "grt_", secret + "x", String(secret.dropLast()), "glpat-" + secret] {
      #expect(TokenSecret(other) == nil, "\(other)")
    }
  }

  @Test func whatIsKeptIsItsDigest() {
    // SHA-256 of nothing: FIPS 180-4's example.
    #expect(TokenSecret.digest(of: "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
