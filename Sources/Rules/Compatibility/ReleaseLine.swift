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
  package func releases(below number: SemanticVersion) -> Descent {
    Descent(
      published: published.prefix(published.countOfFirst { $0.precedes(number) }),
      added: added.prefix(added.countOfFirst { $0.precedes(number) }))
  }

  /// Two sorted lists, read as one from its end. A type of its own: to make `AnyIterator`'s takes a thirtieth of the hook's time.
  package struct Descent: Sequence, IteratorProtocol {
    fileprivate var published: ArraySlice<SemanticVersion>
    fileprivate var added: ArraySlice<SemanticVersion>

    package mutating func next() -> SemanticVersion? {
      guard let left = published.last else { return Self.last(of: &added) }
      guard let right = added.last, left < right else { return Self.last(of: &published) }
      return Self.last(of: &added)
    }

    /// `popLast` would copy all that is left.
    private static func last(of numbers: inout ArraySlice<SemanticVersion>) -> SemanticVersion? {
      defer { numbers = numbers.dropLast() }
      return numbers.last
    }
  }
}
