import ManifestCoding
import Manifests
import Testing

/// What is looked for by bytes is found in every spelling that a decoder reads it from.
@Suite struct MaySayTests {
  static let spellings: [(String, ManifestFormat, String)] = [
    ("emails: [ada@acme.org]\nrole: admin\n", .yaml, "ada@acme.org"),
    ("emails:\n- \"\\x61da@acme.org\"\nrole: admin\n", .yaml, "ada@acme.org"),
    ("emails:\n- \"ada@\\\n    acme.org\"\nrole: admin\n", .yaml, "ada@acme.org"),
    ("emails:\n- 'o''hara@acme.org'\nrole: admin\n", .yaml, "o'hara@acme.org"),
    ("emails: &emails [ada@acme.org]\nrole: admin\n", .yaml, "ada@acme.org"),
    ("{\"emails\": [\"\\u0061da@acme.org\"], \"role\": \"admin\"}\n", .json, "ada@acme.org"),
    ("{\"emails\": [\"ada@acme.org\"], \"role\": \"\\u0061dmin\"}\n", .json, "ada@acme.org"),
  ]

  @Test(arguments: spellings) func everySpellingIsFound(_ text: String, _ format: ManifestFormat, _ email: String) {
    let head = format == .yaml ? "apiVersion: git-registry/v1\nkind: Member\n" : ""
    let whole =
      format == .yaml
      ? head + text
      : text.replacing("{\"emails\"", with: "{\"apiVersion\": \"git-registry/v1\", \"kind\": \"Member\", \"emails\"")
    let bytes = Array(whole.utf8)
    let member = ManifestDecoder.decode(Member.self, from: bytes, as: format).value
    if let member {
      #expect(member.emails.contains(email))
      #expect(member.role == .admin)
    }
    #expect(ManifestText.maySay(email, bytes))
    #expect(ManifestText.maySay("admin", bytes))
  }

  @Test func whatIsNotThereIsNotSaid() {
    let bytes = Array("emails: [ada@acme.org]\nrole: member\n".utf8)
    #expect(!ManifestText.maySay("admin", bytes))
    #expect(!ManifestText.maySay("bob@acme.org", bytes))
    #expect(!ManifestText.maySay("ada@acme.orgs", bytes))
    #expect(ManifestText.maySay("two words", bytes))
  }
}
