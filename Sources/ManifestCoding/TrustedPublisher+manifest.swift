internal import Diagnostics
internal import Manifests

extension TrustedPublisher {
  init?(reader: inout FieldReader) {
    let issuer = reader.parsed(
      "issuer", isRequired: true, expecting: "the https:// address of an issuer, as its tokens have it in 'iss'"
    ) { Self.isIssuer($0) ? $0 : nil }
    let audience = reader.line("audience", isRequired: true)
    let claims = reader.parsedValues(by: "claims", .schema, expecting: "one line of 1 to 1024 characters") { text in
      FieldReader.isLine(text, limit: 1024) ? text : nil
    }
    let field = FieldPath("claims")
    for pair in reader.node.pairs.first(where: { $0.key == "claims" })?.value.pairs ?? []
    where !Self.isClaim(pair.key) {
      reader.context.add(
        .schema, "'\(pair.key)' is not a valid name of a claim", at: pair.keyMark,
        help: "a name is 1 to 250 of letters, digits and _ . / : -")
    }
    if claims.isEmpty {
      reader.context.add(
        .schema, "'\(reader.path.appending("claims"))' names no claim", at: reader.node.mark(of: field),
        help: "name what a token must say, such as project_id: \"4821\"")
    }
    guard let issuer, let audience else { return nil }
    self.init(issuer: issuer, audience: audience, claims: claims)
  }

  private static func isClaim(_ text: String) -> Bool {
    (1...250).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "_./:-".utf8.contains(byte)
        }
      }
  }

  var value: JSONValue {
    .object(
      Fields.list([
        ("issuer", .string(issuer)), ("audience", .string(audience)),
        ("claims", Fields.dictionary(claims) { .string($0) } ?? .object([])),
      ]))
  }
}
