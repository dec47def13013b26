package import Diagnostics
package import Manifests

extension Member: Manifest {
  package static var kind: ManifestKind { .member }

  package init?(decoding fields: DecodedFields) {
    let displayName = fields.reader.line("displayName", limit: 250)
    let emails = fields.reader.strings("emails", isRequired: true)
    let role = fields.reader.value("role", of: OrganizationRole.self, isRequired: true)
    let isService = fields.reader.boolean("service")
    let signingKeys = fields.reader.parsedList("signingKeys", expecting: "an SSH public key, such as ssh-ed25519 AAAA…")
    {
      Self.isPublicKey($0) ? $0 : nil
    }
    guard let emails, let role else { return nil }
    let node = fields.reader.node
    let place = node.mark(of: FieldPath("emails"))
    if emails.isEmpty { fields.reader.context.add(.schema, "'emails' is empty", at: place, help: "add an address") }
    for (index, email) in emails.enumerated() where !Self.isEmail(email) {
      let mark = node.mark(of: FieldPath("emails").appending(index))
      fields.reader.context.add(.schema, "'\(email)' is no e-mail address", at: mark)
    }
    self.init(
      displayName: displayName, emails: emails, role: role, isService: isService ?? false,
      signingKeys: signingKeys ?? [])
  }

  /// `TYPE BASE64 [COMMENT]`, as ssh-keygen writes it into a `.pub` file.
  ///
  /// Source: sshd(8), "AUTHORIZED_KEYS FILE FORMAT".
  private static func isPublicKey(_ text: String) -> Bool {
    let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, !parts[0].isEmpty, parts[1].hasPrefix("AAAA") else { return false }
    let type = parts[0].utf8.allSatisfy { Character(Unicode.Scalar($0)).isKeyTypeCharacter }
    let digits = parts[1].reversed().drop { $0 == "=" }
    let isBase64 = digits.count > 4 && parts[1].count - digits.count <= 2 && digits.allSatisfy(\.isBase64Digit)
    return type && isBase64 && text.unicodeScalars.allSatisfy { $0 >= " " && $0 != "\u{7f}" }
  }

  /// Something on both sides of exactly one `@`, at most 254 characters, without space, control characters, `<` and `>`.
  package static func isEmail(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.unicodeScalars.count <= 254
      && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
  }

  package var fields: [JSONValue.Member] {
    Fields.list([
      ("displayName", Fields.string(displayName)),
      ("emails", .array(emails.map { .string($0) })),
      ("role", .string(role.rawValue)),
      ("service", isService ? .boolean(true) : nil),
      ("signingKeys", Fields.array(signingKeys) { .string($0) }),
    ])
  }
}

extension Character {
  fileprivate var isKeyTypeCharacter: Bool { "abcdefghijklmnopqrstuvwxyz0123456789@.-".contains(self) }
  fileprivate var isBase64Digit: Bool { isASCII && (isLetter || isNumber || self == "+" || self == "/") }
}
