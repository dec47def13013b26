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

  private static let kinds: [String: any Manifest.Type] = [
    "organization": Organization.self, "member": Member.self, "team": Team.self, "registry": Registry.self,
    "model": Model.self, "model-version": ModelVersion.self, "model-candidate": ModelCandidate.self,
  ]

  /// Every file of the corpus as it is, and what was accepted as it is written anew.
  @Test func readsEveryManifestOfTheCorpusAsLibyamlDoes() throws {
    #expect(Set(try SourceTree.names(in: Self.corpus)) == Set(Self.kinds.keys))
    var counts = (files: 0, canonical: 0, written: 0)
    for (kind, type) in Self.kinds {
      for name in try SourceTree.names(in: "\(Self.corpus)/\(kind)") {
        let bytes = Array(try Data(contentsOf: SourceTree.url("\(Self.corpus)/\(kind)/\(name)")))
        counts.files += 1
        let text = Self.hold(type, bytes, "\(kind)/\(name)", &counts.canonical)
        if let text { _ = Self.hold(type, Array(text.utf8), "\(kind)/\(name), written anew", &counts.written) }
      }
    }
    #expect(counts.files >= 927)
    #expect(counts.canonical > 100)
    // The others have what the canonical reader leaves to libyaml: escapes, empty lists, other letters than ASCII.
    #expect(counts.written > 150)
  }

  /// Holds both readings of a text equal, places and problems included.
  ///
  /// - Returns: the canonical text, where nothing is wrong with it.
  private static func hold<Value: Manifest>(
    _ type: Value.Type, _ bytes: [UInt8], _ name: String, _ count: inout Int
  ) -> String? {
    let (canonical, libyaml) = ManifestDecoder.decodings(type, of: bytes)
    if let canonical {
      count += 1
      #expect(canonical.node == libyaml.node, "\(name)")
      #expect(canonical.value == libyaml.value, "\(name)")
      #expect(canonical.problems == libyaml.problems, "\(name)")
    }
    return libyaml.problems.isEmpty ? libyaml.value?.text(as: .yaml) : nil
  }
}
