import Manifests
import Testing

/// SemVer 2.0.0, by its own test vectors.
struct SemanticVersionTests {
  /// https://regex101.com/r/vkijKf/1/, which semver.org names.
  static let valid = [
    "0.0.4", "1.2.3", "10.20.30", "1.1.2-prerelease+meta", "1.1.2+meta", "1.1.2+meta-valid", "1.0.0-alpha",
    "1.0.0-beta", "1.0.0-alpha.beta", "1.0.0-alpha.beta.1", "1.0.0-alpha.1", "1.0.0-alpha0.valid", "1.0.0-alpha.0valid",
    "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay", "1.0.0-rc.1+build.1", "2.0.0-rc.1+build.123",
    "1.2.3-beta", "10.2.3-DEV-SNAPSHOT", "1.2.3-SNAPSHOT-123", "1.0.0", "2.0.0", "1.1.7", "2.0.0+build.1848",
    "2.0.1-alpha.1227", "1.0.0-alpha+beta", "1.2.3----RC-SNAPSHOT.12.9.1--.12+788", "1.2.3----R-S.12.9.1--.12+meta",
    "1.2.3----RC-SNAPSHOT.12.9.1--.12", "1.0.0+0.build.1-rc.10000aaa-kk-0.1",
    "99999999999999999999999.999999999999999999.99999999999999999", "1.0.0-0A.is.legal",
  ]

  static let invalid = [
    "1", "1.2", "1.2.3-0123", "1.2.3-0123.0123", "1.1.2+.123", "+invalid", "-invalid", "-invalid+invalid",
    "-invalid.01", "alpha", "alpha.beta", "alpha.beta.1", "alpha.1", "alpha+beta", "alpha_beta", "alpha.", "alpha..",
    "beta", "1.0.0-alpha_beta", "-alpha.", "1.0.0-alpha..", "1.0.0-alpha..1", "1.0.0-alpha...1", "1.0.0-alpha....1",
    "1.0.0-alpha.....1", "1.0.0-alpha......1", "1.0.0-alpha.......1", "01.1.1", "1.01.1", "1.1.01", "1.2",
    "1.2.3.DEV", "1.2-SNAPSHOT", "1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788", "1.2-RC-SNAPSHOT",
    "-1.0.3-gamma+b7718", "+justmeta", "9.8.7+meta+meta", "9.8.7-whatever+meta+meta",
    "99999999999999999999999.999999999999999999.99999999999999999----RC-SNAPSHOT.12.09.1--------------------------------..12",
    // What Swift's number readers take and SemVer does not.
    "", " ", "1.0.0 ", " 1.0.0", "1.0.0\n", "+1.0.0", "1.0.+5", "١.٠.٠", "v1.0.0", "1.0.0-é", "1.0.0\r\n",
  ]

  @Test("reads and writes back", arguments: valid)
  func roundTrips(_ text: String) throws {
    #expect(try #require(SemanticVersion(text)).description == text)
  }

  @Test("refuses", arguments: invalid)
  func refuses(_ text: String) {
    #expect(SemanticVersion(text) == nil)
  }

  /// Each comes before the next: semver.org, section 11, and cases where text order would be wrong.
  static let ascending = [
    "0.0.1", "0.9.0", "0.10.0", "1.0.0-0", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta",
    "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0-rc.9", "1.0.0-rc.10", "1.0.0", "1.9.0",
    "1.10.0",
    "1.11.0", "2.0.0", "9.0.0", "10.0.0", "99999999999999999999.0.0", "100000000000000000000.0.0",
  ]

  @Test func ordersByPrecedence() throws {
    let versions = try Self.ascending.map { try #require(SemanticVersion($0)) }
    #expect(versions.shuffled().sorted() == versions)
    for (left, right) in zip(versions, versions.dropFirst()) {
      #expect(left.precedes(right) && !right.precedes(left), "\(left) \(right)")
    }
  }

  @Test func buildMetadataMakesNoDifferenceInPrecedence() throws {
    let (plain, built) = (try #require(SemanticVersion("1.0.0")), try #require(SemanticVersion("1.0.0+b")))
    #expect(plain.hasSamePrecedence(as: built))
    #expect(plain != built)
    #expect(!plain.precedes(built) && !built.precedes(plain))
  }

  /// npm's `semver.inc`.
  static let bumps: [(from: String, bump: SemanticVersion.Bump, to: String)] = [
    ("1.2.3", .major, "2.0.0"), ("1.2.3", .minor, "1.3.0"), ("1.2.3", .patch, "1.2.4"),
    ("1.2.3-rc.1", .patch, "1.2.3"), ("1.2.0-rc.1", .minor, "1.2.0"), ("1.2.3-rc.1", .minor, "1.3.0"),
    ("2.0.0-rc.1", .major, "2.0.0"), ("2.1.0-rc.1", .major, "3.0.0"), ("0.9.9", .patch, "0.9.10"),
    ("1.0.9", .patch, "1.0.10"), ("99.0.0", .major, "100.0.0"), ("1.0.0+b", .patch, "1.0.1"),
  ]

  @Test("bumps", arguments: bumps)
  func bumpsAsNpmDoes(_ from: String, _ bump: SemanticVersion.Bump, _ to: String) throws {
    #expect(try #require(SemanticVersion(from)).bumped(bump).description == to)
  }

  /// What numbers let change, as Cargo reads them, and the part that goes up for a change that needs a major.
  static let promises: [(old: String, new: String, promise: SemanticVersion.Bump)] = [
    ("1.2.0", "2.0.0", .major), ("1.2.0", "1.3.0", .minor), ("1.2.0", "1.2.1", .patch), ("1.2.0", "3.4.5", .major),
    ("1.2.0", "1.3.0-rc.1", .minor), ("1.2.0", "2.0.0-rc.1", .major), ("1.3.0-rc.1", "1.3.0", .patch),
    ("1.2.0", "1.2.0+b5", .patch),
    ("0.2.0", "0.3.0", .major), ("0.2.0", "0.2.1", .minor), ("0.2.0", "1.0.0", .major),
    ("0.0.1", "0.0.2", .major), ("0.0.1", "0.1.0", .major), ("0.0.1", "1.0.0", .major),
  ]

  @Test("promises", arguments: promises)
  func letsChange(old: String, new: String, promise: SemanticVersion.Bump) throws {
    #expect(try #require(SemanticVersion(new)).promise(since: try #require(SemanticVersion(old))) == promise)
  }

  /// The least number after one that lets so much change, and no less: `promise` and `part` agree.
  @Test("the part that goes up promises enough", arguments: ["1.2.3", "0.2.3", "0.0.3", "0.0.0", "1.0.0"])
  func partPromisesEnough(_ text: String) throws {
    let old = try #require(SemanticVersion(text))
    for bump in SemanticVersion.Bump.allCases {
      let next = old.bumped(old.part(for: bump))
      #expect(next.promise(since: old) >= bump)
      #expect(!next.overstates(bump, since: old))
      for lower in SemanticVersion.Bump.allCases where lower < old.part(for: bump) {
        #expect(old.bumped(lower).promise(since: old) < bump)
      }
    }
  }
}
