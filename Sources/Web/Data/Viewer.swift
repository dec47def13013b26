import Access
import Endpoints
import Manifests
import RegistryStore
import Rules

/// Who looks at a page.
struct Viewer {
  /// The member's name; nil for nobody, and for who is no member.
  let member: String?
  let displayName: String?
  /// That their commits have.
  let email: String?
  let isOrganizationAdmin: Bool
  /// True if anybody at all is known.
  let isKnown: Bool
  private let rights: Rights?

  init(_ principal: Principal, in snapshot: any Snapshot) throws {
    rights = try principal.claim.map { try Rights(of: $0, in: snapshot) }
    member = rights?.member
    isKnown = principal.claim != nil
    isOrganizationAdmin = rights?.isOrganizationAdmin ?? false
    let manifest = try member.flatMap { try snapshot.member($0)?.value }
    (displayName, email) = (manifest?.displayName, manifest?.emails.first)
  }

  /// What the registry gives them; nil for nothing but what everybody has.
  func role(in registry: String) throws -> RegistryRole? { try rights?.role(in: registry) }

  var name: String { displayName ?? member ?? "somebody who is not a member" }

  /// `AL` for Ada Lovelace.
  var initials: String {
    let words = (displayName ?? member ?? "?").split { $0 == " " || $0 == "-" || $0 == "." }
    return words.prefix(2).compactMap(\.first).map { $0.uppercased() }.joined()
  }
}
