import Git
import Testing

/// Names and passwords of addresses stay out of what people see.
struct AddressTextTests {
  @Test(
    "is shown without credentials",
    arguments: [
      ("", ""), ("host:group/acme.git", "host:group/acme.git"), ("https://host/x", "https://host/x"),
      ("https://ada:secret@host/x", "https://host/x"), ("https://ada@host", "https://host"),
      ("https://ada:p@ss@host:8443/a@b", "https://host:8443/a@b"), ("ssh://git@host/x", "ssh://host/x"),
      ("from 'https://a:b@h/x' to \"ssh://c@i\" and file:///a@b", "from 'https://h/x' to \"ssh://i\" and file:///a@b"),
      ("https://h/x?y=1@2", "https://h/x?y=1@2"), ("https://a:b@h\nmail ada@acme.org", "https://h\nmail ada@acme.org"),
      ("://", "://"), ("a://@", "a://"),
    ])
  func isShown(_ text: String, _ shown: String) { #expect(AddressText.withoutCredentials(text) == shown) }
}
