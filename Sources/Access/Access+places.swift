package import Git
package import Rules

extension Access {
  /// What somebody may do in a part of the repository.
  ///
  /// - Parameter snapshot: the tip of the branch, when the answer is used.
  package static func of(
    _ principal: Principal, in place: AccessPlace, for right: Right, at snapshot: any Snapshot
  ) throws(GitError) -> Access {
    switch place {
    case .registry(let registry): return try of(principal, in: registry, for: right, at: snapshot)
    case .organization: return try ofOrganization(principal, for: right, at: snapshot)
    case .anyRegistry:
      let isMember = try isMember(principal, at: snapshot)
      if principal.source != nil, !isMember { return .unknown }
      let hasSome = try !registries(of: principal, for: right, at: snapshot).isEmpty
      return isMember || hasSome ? .allowed : .hidden
    }
  }

  /// The registries in which somebody has a right: what is said to them is about these.
  package static func registries(
    of principal: Principal, for right: Right, at snapshot: any Snapshot
  ) throws(GitError) -> Set<String> {
    var names: Set<String> = []
    for name in try snapshot.registryNames() where try of(principal, in: name, for: right, at: snapshot) == .allowed {
      names.insert(name)
    }
    return names
  }

  /// Who belongs to the organization is its members' to know. What a member may change there, the rules say; a token for some
  /// registries is for nothing beside them.
  private static func ofOrganization(
    _ principal: Principal, for right: Right, at snapshot: any Snapshot
  ) throws(GitError) -> Access {
    guard try isMember(principal, at: snapshot) else { return principal.source == nil ? .hidden : .unknown }
    guard principal.registries == nil else { return .forbidden }
    return right <= principal.limit ? .allowed : .forbidden
  }

  private static func isMember(_ principal: Principal, at snapshot: any Snapshot) throws(GitError) -> Bool {
    try principal.claim.flatMap { claim throws(GitError) in try Rights.memberName(claim, in: snapshot) } != nil
  }
}
