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
  /// How that is known: `token`, `session` and so on; nil for nobody, and for the person at whose machine the server runs.
  let source: String?
  private let rights: Rights?
  private let principal: Principal
  private let snapshot: any Snapshot

  init(_ principal: Principal, in snapshot: any Snapshot) throws {
    rights = try principal.claim.map { try Rights(of: $0, in: snapshot) }
    member = rights?.member
    isKnown = principal.claim != nil
    source = principal.source
    (self.principal, self.snapshot) = (principal, snapshot)
    isOrganizationAdmin = rights?.isOrganizationAdmin ?? false
    let manifest = try member.flatMap { try snapshot.member($0)?.value }
    (displayName, email) = (manifest?.displayName, manifest?.emails.first)
  }

  /// What the registry gives them; nil for nothing but what everybody has.
  func role(in registry: String) throws -> RegistryRole? { try rights?.role(in: registry) }

  /// True for who may have the content of files, and not only see what there is.
  func mayRead(in registry: String) throws -> Bool {
    try Access.of(principal, in: .registry(registry), for: .read, at: snapshot) == .allowed
  }

  var name: String { displayName ?? member ?? "somebody who is not a member" }

  /// `AL` for Ada Lovelace.
  var initials: String {
    let words = (displayName ?? member ?? "?").split { $0 == " " || $0 == "-" || $0 == "." }
    return words.prefix(2).compactMap(\.first).map { $0.uppercased() }.joined()
  }
}
