import Foundation
import ManifestCoding
import Manifests
import TestSupport
import Testing

/// The reader of the canonical form gives up, or gives what libyaml gives.
@Suite struct CanonicalReaderTests {
  struct Case: Sendable {
    let text: String
    let isRead: Bool

    init(_ text: String, isRead: Bool) {
      self.text = text
      self.isRead = isRead
    }
  }

  static let cases = [
    Case("a: b\n", isRead: true),
    Case("# a comment\na:\n  - b\n  - \"c d\"\ne:\n  f: 1.5\n  g: -3\nh: i\n", isRead: true),
    Case("a:\n  - b: c\n    d:\n      e: f\n  - b: https://x.y/z\n", isRead: true),
    Case("a: \"\"\nb: \"x: # y\"\n", isRead: true),
    // Left to libyaml, right or wrong.
    Case("a: b", isRead: false),
    Case("a: b\n\nc: d\n", isRead: false),
    Case("a: b # c\n", isRead: false),
    Case("a: b\n  c\n", isRead: false),
    Case("a:\n- b\n", isRead: false),
    Case("a:\n  b: c\n  - d\n", isRead: false),
    Case("a:\n  b: c\n d: e\n", isRead: false),
    Case("a:\nb: c\n", isRead: false),
    Case("a: |\n  b\n", isRead: false),
    Case("a: &b c\n", isRead: false),
    Case("a: *b\n", isRead: false),
    Case("a: !b c\n", isRead: false),
    Case("a: [b]\n", isRead: false),
    Case("a: {b: c}\n", isRead: false),
    Case("a: 'b'\n", isRead: false),
    Case("a: \"b\\n\"\n", isRead: false),
    Case("a: \"b\" c\n", isRead: false),
    Case("a: \"b\n", isRead: false),
    Case("a: b: c\n", isRead: false),
    Case("a: b:\n", isRead: false),
    Case("a:  b\n", isRead: false),
    Case("a: b \n", isRead: false),
    Case("a:\tb\n", isRead: false),
    Case("a: é\n", isRead: false),
    Case("a: b\r\n", isRead: false),
    Case("a: b\na: c\n", isRead: false),
    Case("yes: b\n", isRead: false),
    Case("1: b\n", isRead: false),
    Case("a b: c\n", isRead: false),
    Case("<<: c\n", isRead: false),
    Case("a: b\n---\nc: d\n", isRead: false),
    Case("- a\n", isRead: false),
    Case("a:\n  - - b\n", isRead: false),
    Case("a: -\n", isRead: false),
    Case("# only\n", isRead: false),
    Case("", isRead: false),
  ]

  private static let corpus = "Tests/EndToEndTests/Corpus"

  @Test(arguments: cases) func readsTheSubsetAsLibyamlDoes(_ example: Case) {
    let (canonical, libyaml) = ManifestDecoder.readings(of: Array(example.text.utf8))
    #expect((canonical != nil) == example.isRead, "\(example.text)")
    if canonical != nil { #expect(canonical == libyaml, "\(example.text)") }
  }

  @Test func readsEveryManifestOfTheCorpusAsLibyamlDoes() throws {
    var count = 0
    for kind in try SourceTree.names(in: Self.corpus) {
      for name in try SourceTree.names(in: "\(Self.corpus)/\(kind)") {
        let bytes = Array(try Data(contentsOf: SourceTree.url("\(Self.corpus)/\(kind)/\(name)")))
        let (canonical, libyaml) = ManifestDecoder.readings(of: bytes)
        guard canonical != nil else { continue }
        count += 1
        #expect(canonical == libyaml, "\(kind)/\(name)")
      }
    }
    #expect(count > 100)
  }
}
