package import Diagnostics
package import Manifests

extension Member: Manifest {
  package static var kind: ManifestKind { .member }

  package init?(decoding fields: DecodedFields) {
    let displayName = fields.reader.line("displayName", limit: 250)
    let emails = fields.reader.strings("emails", isRequired: true)
    let role = fields.reader.value("role", of: OrganizationRole.self, isRequired: true)
    let isService = fields.reader.boolean("service")
    let signingKeys = Self.signingKeys(&fields.reader)
    let trustedPublishers = fields.reader.nestedList("trustedPublishers", TrustedPublisher.init(reader:))
    guard let emails, let role else { return nil }
    let node = fields.reader.node
    let place = node.mark(of: FieldPath("emails"))
    if emails.isEmpty { fields.reader.context.add(.schema, "'emails' is empty", at: place, help: "add an address") }
    for (index, email) in emails.enumerated() where !Self.isEmail(email) {
      let mark = node.mark(of: FieldPath("emails").appending(index))
      fields.reader.context.add(.schema, "'\(email)' is not a valid e-mail address", at: mark)
    }
    self.init(
      displayName: displayName, emails: emails, role: role, isService: isService ?? false,
      signingKeys: signingKeys, trustedPublishers: trustedPublishers)
  }

  private static func signingKeys(_ reader: inout FieldReader) -> [SigningKey] {
    let field = FieldPath("signingKeys")
    var keys: [SigningKey] = []
    for (index, text) in (reader.strings("signingKeys") ?? []).enumerated() {
      do throws(SigningKeyProblem) {
        keys.append(try SigningKey(text))
      } catch {
        let place = field.appending(index)
        reader.context.add(
          .schema, "the key in '\(place)' \(error)", at: reader.node.mark(of: place), help: error.help)
      }
    }
    return keys
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
      ("signingKeys", Fields.array(signingKeys) { .string($0.text) }),
      ("trustedPublishers", Fields.array(trustedPublishers, \.value)),
    ])
  }
}
