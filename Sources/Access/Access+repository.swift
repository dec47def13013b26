package import Git
package import Rules

extension Access {
  /// What somebody may do with the repository as a whole, as git and git-lfs hand it out: who may read one registry less than all of them
  /// may read nothing of it, and one without registries is its members'. A member who may read it may push: the hooks judge what.
  ///
  /// - Parameter snapshot: the tip of the branch, when the answer is used.
  package static func ofRepository(
    _ principal: Principal, for right: Right, at snapshot: any Snapshot
  ) throws(GitError) -> Access {
    let member = try principal.claim.flatMap { claim throws(GitError) in try Rights.memberName(claim, in: snapshot) }
    let registries = try snapshot.registryNames()
    if registries.isEmpty, member == nil { return principal.source == nil ? .hidden : .unknown }
    for registry in registries {
      let access = try of(principal, in: registry, for: .read, at: snapshot)
      guard access == .allowed else { return access }
    }
    guard right > .read else { return .allowed }
    return member != nil && right <= principal.limit ? .allowed : .forbidden
  }
}
