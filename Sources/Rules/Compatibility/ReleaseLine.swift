package import Manifests

/// The numbers of a model as a new one looks down on them.
package struct ReleaseLine {
  private let published: [SemanticVersion]
  private let added: [SemanticVersion]

  /// - Parameters:
  ///   - published: what was there before, sorted.
  ///   - added: what comes with the new one, itself included.
  package init(_ published: [SemanticVersion], added: [SemanticVersion] = []) {
    self.published = published
    self.added = added.count > 1 ? added.sorted() : added
  }

  /// The releases of lower precedence, highest first; found without a look at the others, however many there are.
  package func releases(below number: SemanticVersion) -> AnyIterator<SemanticVersion> {
    var (left, right) = (Self.count(of: published, below: number), Self.count(of: added, below: number))
    return AnyIterator {
      while left > 0 || right > 0 {
        let takesAdded = right > 0 && (left == 0 || published[left - 1] < added[right - 1])
        if takesAdded { right -= 1 } else { left -= 1 }
        let next = takesAdded ? added[right] : published[left]
        if !next.isPrerelease { return next }
      }
      return nil
    }
  }

  private static func count(of numbers: [SemanticVersion], below number: SemanticVersion) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle].precedes(number) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
