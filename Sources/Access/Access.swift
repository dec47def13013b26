package import Git
import Manifests
package import Rules

/// What somebody may do in a registry. The one place where visibility and roles are turned into an answer.
package enum Access: Hashable, Sendable {
  case allowed
  /// Nothing is said of it: as if it did not exist.
  case hidden
  /// It may be seen, and this may not be done.
  case forbidden
  /// The credentials are of somebody who is not a member, or not any more.
  case unknown

  /// - Parameters:
  ///   - registry: one that need not exist.
  ///   - snapshot: the tip of the branch, when the answer is used.
  package static func of(
    _ principal: Principal, in registry: String, for right: Right, at snapshot: any Snapshot
  ) throws(GitError) -> Access {
    let rights = try principal.claim.map { claim throws(GitError) in try Rights(of: claim, in: snapshot) }
    if principal.source != nil, rights?.member == nil { return .unknown }
    guard let value = try snapshot.registry(registry)?.value else { return .hidden }
    if let registries = principal.registries, !registries.contains(registry) { return .hidden }
    let role = try rights?.role(in: registry)
    let most = most(value, role, isMember: rights?.member != nil)
    guard let most else { return .hidden }
    return right <= min(most, principal.limit) ? .allowed : .forbidden
  }

  /// The highest right; nil for none at all.
  private static func most(_ registry: Registry, _ role: RegistryRole?, isMember: Bool) -> Right? {
    switch role {
    case .admin: return .administrate
    case _ where registry.visibility == .disabled: return nil
    case .member: return .write
    case .viewer: return .read
    case .restrictedViewer where registry.visibility == .restricted: return .look
    case .restrictedViewer, nil:
      switch registry.visibility {
      case .public: return .read
      case .organization: return isMember ? (role == nil ? .read : .look) : nil
      case .restricted, .disabled: return nil
      }
    }
  }
}
