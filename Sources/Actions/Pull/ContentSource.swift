import Diagnostics
package import Git

/// Where content comes from that the local store lacks.
package enum ContentSource: Hashable, Sendable {
  /// Nothing is fetched.
  case local
  /// A remote by its name or address; nil for the branch's own, `origin` or the only one.
  case remote(String?)

  /// Nil for ``local``, and if there is no remote, or more than one and none of them is the one.
  ///
  /// - Throws: ``ActionFailure`` if there is no remote of that name.
  func name(in repository: Repository) throws -> String? {
    guard case .remote(let wanted) = self else { return nil }
    return try repository.remote(wanted)
  }
}

extension Repository {
  /// The name of a remote, or its address.
  ///
  /// - Parameter wanted: nil for the branch's own, `origin` or the only one.
  /// - Returns: nil if there is none, or more than one and none of them is the one.
  /// - Throws: ``ActionFailure`` if there is no remote of that name.
  package func remote(_ wanted: String?) throws -> String? {
    let known = try git("remote").requireSuccess().text.split(separator: "\n").map(String.init)
    if let wanted {
      let isAddress = wanted.contains("/") || wanted.contains(":")
      guard known.contains(wanted) || (isAddress && !wanted.hasPrefix("-")) else {
        throw ActionFailure.missing("there is no remote '\(EscapedText.line(wanted))'", wanted, known)
      }
      return wanted
    }
    if let branch = try headBranch()?.branch, let own = try configuration("branch.\(branch).remote"),
      known.contains(own)
    {
      return own
    }
    return known.contains("origin") ? "origin" : known.count == 1 ? known[0] : nil
  }
}
