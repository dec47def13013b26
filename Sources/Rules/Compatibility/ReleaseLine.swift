package import Manifests

/// The numbers of a model as a new one looks down on them.
package struct ReleaseLine {
  private let published: [SemanticVersion]
  private let added: [SemanticVersion]

  /// - Parameters:
  ///   - published: what was there before, sorted.
  ///   - added: what comes with the new one, itself included.
  package init(_ published: [SemanticVersion], added: [SemanticVersion] = []) {
    self.published = Self.releases(published)
    self.added = Self.releases(added.count > 1 ? added.sorted() : added)
  }

  /// Without pre-releases, which nothing follows: a new one does not look at each of thousands of them.
  private static func releases(_ numbers: [SemanticVersion]) -> [SemanticVersion] {
    numbers.contains(where: \.isPrerelease) ? numbers.filter { !$0.isPrerelease } : numbers
  }

  /// The releases of lower precedence, highest first; found without a look at the others, however many there are.
  package func releases(below number: SemanticVersion) -> AnyIterator<SemanticVersion> {
    var left = published.countOfFirst { $0.precedes(number) }
    var right = added.countOfFirst { $0.precedes(number) }
    return AnyIterator {
      guard left > 0 || right > 0 else { return nil }
      let takesAdded = right > 0 && (left == 0 || published[left - 1] < added[right - 1])
      if takesAdded { right -= 1 } else { left -= 1 }
      return takesAdded ? added[right] : published[left]
    }
  }
}
