package import Manifests

/// Where a new version may stand among the published ones; design, section 4.
package struct VersionOrder {
  private let ordering: Ordering

  package init(_ ordering: Ordering) { self.ordering = ordering }

  /// The highest published number of each line (`1.2`), ascending.
  package struct Published {
    private let highest: [SemanticVersion]

    /// - Parameter numbers: every number there is or was, yanked and retired ones included.
    package init(_ numbers: [SemanticVersion]) {
      // Numbers mostly come in order, so few but the last of each line are left to sort.
      var highest: [SemanticVersion] = []
      for number in numbers {
        if let last = highest.last, last.major == number.major, last.minor == number.minor, last < number {
          highest[highest.count - 1] = number
        } else {
          highest.append(number)
        }
      }
      self.highest = highest.sorted()
    }

    /// What a new number is to come after, and how it could: its line, its major, or all of them.
    fileprivate func rival(of new: SemanticVersion, _ ordering: Ordering) -> (SemanticVersion, SemanticVersion.Bump)? {
      guard let top = highest.last else { return nil }
      if ordering == .ascending { return (top, .patch) }
      if let line = last({ ($0.major, $0.minor) <= (new.major, new.minor) }),
        line.major == new.major, line.minor == new.minor
      {
        return (line, .patch)
      }
      if let major = last({ $0.major <= new.major }), major.major == new.major { return (major, .minor) }
      return (top, .major)
    }

    /// The last number of which something is true that is true of all before it.
    private func last(_ isTrue: (SemanticVersion) -> Bool) -> SemanticVersion? {
      let count = highest.countOfFirst(isTrue)
      return count > 0 ? highest[count - 1] : nil
    }
  }

  /// A published version that the new one fails to come after, with what could be published instead; nil for none.
  ///
  /// One of the same precedence is the matter of `version-duplicate`.
  package func conflict(
    of new: SemanticVersion, with published: Published
  ) -> (published: SemanticVersion, next: SemanticVersion)? {
    guard let (rival, bump) = published.rival(of: new, ordering) else { return nil }
    guard !rival.precedes(new), !rival.hasSamePrecedence(as: new) else { return nil }
    return (rival, rival.bumped(bump))
  }
}
