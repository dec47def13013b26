/// A version by SemVer 2.0.0, exactly: `1.2.0`, `2.0.0-rc.1+build.5`. Numbers have no limit here;
/// what is newly published has one, ``NumericIdentifier/largest``.
///
/// Ordered by precedence; versions of the same precedence (they differ in build metadata only) by that metadata's text, so
/// that the order is total.
///
/// Source: https://semver.org/spec/v2.0.0.html
package struct SemanticVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let major: NumericIdentifier
  package let minor: NumericIdentifier
  package let patch: NumericIdentifier
  package let prerelease: [PrereleaseIdentifier]
  package let build: [String]

  /// Reads a version; nil for what SemVer 2.0.0 refuses (`v1.0.0`, `01.0.0`, `1.0`, `1.0.0 `).
  package init?(_ text: String) {
    if let release = Self.release(text) {
      self = release
      return
    }
    let (withoutBuild, build) = Self.splitOnce(text.utf8[...], at: "+")
    let (core, prerelease) = Self.splitOnce(withoutBuild, at: "-")
    let numbers = Self.split(core).map { NumericIdentifier(utf8: $0) }
    guard numbers.count == 3, let major = numbers[0], let minor = numbers[1], let patch = numbers[2] else { return nil }
    let identifiers = prerelease.map(Self.split)?.map { PrereleaseIdentifier(utf8: $0) } ?? []
    let metadata = build.map(Self.split) ?? []
    guard !identifiers.contains(nil), metadata.allSatisfy(PrereleaseIdentifier.isIdentifier) else { return nil }
    self.major = major
    self.minor = minor
    self.patch = patch
    self.prerelease = identifiers.compactMap { $0 }
    self.build = metadata.map { String(Substring($0)) }
  }

  /// Three short numbers, which most versions are; nil for what takes a closer look. A model's versions are all read to publish
  /// the next one.
  private static func release(_ text: String) -> SemanticVersion? {
    var text = text
    return text.withUTF8 { bytes in
      var rest = bytes[...]
      guard let major = number(&rest), let minor = number(&rest), let patch = number(&rest), rest.isEmpty else {
        return nil
      }
      return bytes.last == UInt8(ascii: ".") ? nil : SemanticVersion(major: major, minor: minor, patch: patch)
    }
  }

  /// Takes a number and the dot behind it off the front.
  private static func number(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> NumericIdentifier? {
    let end = rest.firstIndex(of: UInt8(ascii: ".")) ?? rest.endIndex
    defer { rest = rest[min(end + 1, rest.endIndex)...] }
    return NumericIdentifier(rest[..<end])
  }

  /// A release.
  init(
    major: NumericIdentifier, minor: NumericIdentifier, patch: NumericIdentifier,
    prerelease: [PrereleaseIdentifier] = []
  ) {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.prerelease = prerelease
    build = []
  }

  package static let first = SemanticVersion(major: .one, minor: .zero, patch: .zero)
  static let lowest = SemanticVersion(major: .zero, minor: .zero, patch: .zero)

  /// The three numbers alone.
  var core: SemanticVersion { SemanticVersion(major: major, minor: minor, patch: patch) }

  /// The lowest version with these three numbers: `1.2.3-0`.
  var withLowestPrerelease: SemanticVersion {
    SemanticVersion(major: major, minor: minor, patch: patch, prerelease: [.number(.zero)])
  }

  /// Equal for versions of the same precedence, and for no others.
  package var withoutBuild: SemanticVersion {
    build.isEmpty ? self : SemanticVersion(major: major, minor: minor, patch: patch, prerelease: prerelease)
  }

  /// The same three numbers with another version's pre-release: 2.0.0 like 1.3.0-rc.1 is 2.0.0-rc.1.
  package func candidate(like other: SemanticVersion) -> SemanticVersion {
    SemanticVersion(major: major, minor: minor, patch: patch, prerelease: other.prerelease)
  }

  /// The first of its numbers that is larger than a new version may have; nil for none.
  package var numberTooLarge: NumericIdentifier? {
    let last = prerelease.compactMap { identifier in
      if case .number(let number) = identifier { number } else { nil }
    }
    return ([major, minor, patch] + last).first { $0 > .largest }
  }

  package var isPrerelease: Bool { !prerelease.isEmpty }

  package var description: String {
    var text = "\(major).\(minor).\(patch)"
    if !prerelease.isEmpty { text += "-" + prerelease.map(\.description).joined(separator: ".") }
    if !build.isEmpty { text += "+" + build.joined(separator: ".") }
    return text
  }

  /// True if SemVer sees no difference: all but the build metadata is the same.
  package func hasSamePrecedence(as other: SemanticVersion) -> Bool {
    (major, minor, patch) == (other.major, other.minor, other.patch) && prerelease == other.prerelease
  }

  /// SemVer 11: numbers first, then a pre-release before its release, then identifier by identifier.
  package func precedes(_ other: SemanticVersion) -> Bool {
    if major != other.major { return major < other.major }
    if minor != other.minor { return minor < other.minor }
    if patch != other.patch { return patch < other.patch }
    if prerelease.isEmpty || other.prerelease.isEmpty { return !prerelease.isEmpty && other.prerelease.isEmpty }
    return prerelease.lexicographicallyPrecedes(other.prerelease)
  }

  package static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
    let isAlike = left.prerelease.isEmpty && right.prerelease.isEmpty && left.build.isEmpty && right.build.isEmpty
    if isAlike || !left.hasSamePrecedence(as: right) { return left.precedes(right) }
    return left.build.joined(separator: ".") < right.build.joined(separator: ".")
  }

  package enum Bump: String, Sendable, CaseIterable {
    case major, minor, patch
  }

  /// The next version, by the rules of npm's `semver.inc`: a pre-release becomes its release if that bump is enough.
  ///
  /// Source: https://github.com/npm/node-semver, `inc`.
  package func bumped(_ bump: Bump) -> SemanticVersion {
    let release = core
    switch bump {
    case .major:
      return isPrerelease && minor == .zero && patch == .zero
        ? release : SemanticVersion(major: major.next, minor: .zero, patch: .zero)
    case .minor:
      return isPrerelease && patch == .zero ? release : SemanticVersion(major: major, minor: minor.next, patch: .zero)
    case .patch:
      return isPrerelease ? release : SemanticVersion(major: major, minor: minor, patch: patch.next)
    }
  }

  private typealias Text = Substring.UTF8View

  private static func splitOnce(_ text: Text, at separator: Unicode.Scalar) -> (Text, Text?) {
    guard let index = text.firstIndex(of: UInt8(ascii: separator)) else { return (text, nil) }
    return (text[..<index], text[text.index(after: index)...])
  }

  private static func split(_ text: Text) -> [Text] {
    text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  }
}
