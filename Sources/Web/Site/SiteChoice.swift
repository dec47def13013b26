package import Manifests

/// What a site of files is written of.
package struct SiteChoice: Sendable {
  /// Which of a model's versions have a page of their own. Lists name all of them.
  package enum Versions: Hashable, Sendable {
    case all
    /// Those that an alias names.
    case aliased
    /// Those with the highest numbers.
    case newest(Int)
  }

  let visibilities: Set<Visibility>
  let versions: Versions
  /// Where the site will be read, without a slash at its end; nil if nobody knows yet.
  let base: String?
  /// The server that has the files of versions, without a slash at its end; nil for none.
  let source: String?

  /// - Parameter visibilities: of the registries that it has. A registry of another one leaves no trace.
  package init(_ visibilities: Set<Visibility>, versions: Versions = .all, base: String? = nil, source: String? = nil) {
    self.visibilities = visibilities
    self.versions = versions
    self.base = base.map(Self.trimmed)
    self.source = source.map(Self.trimmed)
  }

  private static func trimmed(_ address: String) -> String {
    String(address[..<(address.lastIndex { $0 != "/" }.map { address.index(after: $0) } ?? address.startIndex)])
  }
}
