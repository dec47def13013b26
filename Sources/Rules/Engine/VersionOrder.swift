package import Manifests

/// Where a new version may stand among the published ones; design, section 4.
package struct VersionOrder {
  private let ordering: Ordering

  package init(_ ordering: Ordering) { self.ordering = ordering }

  /// A published version that the new one fails to come after, with what could be published instead; nil for none.
  ///
  /// - Parameter published: every number there is or was, yanked and retired ones included.
  package func conflict(
    of new: SemanticVersion, with published: [SemanticVersion]
  ) -> (published: SemanticVersion, next: SemanticVersion)? {
    let others = published.filter { !$0.hasSamePrecedence(as: new) }
    let rivals: [SemanticVersion]
    let bump: SemanticVersion.Bump
    let major = others.filter { $0.major == new.major }
    let line = major.filter { $0.minor == new.minor }
    if ordering == .ascending {
      (rivals, bump) = (others, .patch)
    } else if !line.isEmpty {
      (rivals, bump) = (line, .patch)
    } else if !major.isEmpty {
      (rivals, bump) = (major, .minor)
    } else {
      (rivals, bump) = (others, .major)
    }
    guard let highest = rivals.max(), !highest.precedes(new) else { return nil }
    return (highest, highest.bumped(bump))
  }
}
