package import Diagnostics
package import Manifests

extension Member: Manifest {
  package static var kind: ManifestKind { .member }

  package init?(decoding fields: DecodedFields) {
    let displayName = fields.reader.string("displayName")
    let emails = fields.reader.strings("emails", isRequired: true)
    let role = fields.reader.value("role", of: OrganizationRole.self, isRequired: true)
    let isService = fields.reader.boolean("service")
    let signingKeys = fields.reader.strings("signingKeys")
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

  /// Something on both sides of exactly one `@`, without space or control characters.
  package static func isEmail(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f }
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
