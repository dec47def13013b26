package import Manifests

/// Where a new version may stand among the published ones; design, section 4.
package struct VersionOrder {
  private let ordering: Ordering

  package init(_ ordering: Ordering) { self.ordering = ordering }

  /// The highest published numbers: of all, of each major, of each line.
  package struct Published {
    private(set) var highest: SemanticVersion?
    private(set) var ofMajor: [NumericIdentifier: SemanticVersion] = [:]
    private(set) var ofLine: [[NumericIdentifier]: SemanticVersion] = [:]

    /// - Parameter numbers: every number there is or was, yanked and retired ones included.
    package init(_ numbers: [SemanticVersion]) {
      // Numbers mostly come in order, so the highest of a line is kept at hand until the next line starts.
      var highestOfLine: SemanticVersion?
      for number in numbers {
        guard let last = highestOfLine, last.major == number.major, last.minor == number.minor else {
          add(highestOfLine)
          highestOfLine = number
          continue
        }
        highestOfLine = max(last, number)
      }
      add(highestOfLine)
    }

    private mutating func add(_ number: SemanticVersion?) {
      guard let number else { return }
      highest = highest.map { max($0, number) } ?? number
      ofMajor[number.major] = ofMajor[number.major].map { max($0, number) } ?? number
      let line = [number.major, number.minor]
      ofLine[line] = ofLine[line].map { max($0, number) } ?? number
    }
  }

  /// A published version that the new one fails to come after, with what could be published instead; nil for none.
  ///
  /// One of the same precedence is the matter of `version-duplicate`.
  package func conflict(
    of new: SemanticVersion, with published: Published
  ) -> (published: SemanticVersion, next: SemanticVersion)? {
    let rival: SemanticVersion?
    let bump: SemanticVersion.Bump
    if ordering == .ascending {
      (rival, bump) = (published.highest, .patch)
    } else if let line = published.ofLine[[new.major, new.minor]] {
      (rival, bump) = (line, .patch)
    } else if let major = published.ofMajor[new.major] {
      (rival, bump) = (major, .minor)
    } else {
      (rival, bump) = (published.highest, .major)
    }
    guard let rival, !rival.precedes(new), !rival.hasSamePrecedence(as: new) else { return nil }
    return (rival, rival.bumped(bump))
  }
}
