import ManifestCoding
import Manifests
import Testing

/// What no manifest may hold; each with the first problem's rule, place and words.
struct RefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let why: String
    let bytes: [UInt8]
    let format: ManifestFormat
    let expected: String
    var testDescription: String { why }

    init(_ why: String, _ text: String, _ expected: String, format: ManifestFormat = .yaml) {
      self.init(why, Array(text.utf8), expected, format: format)
    }

    init(_ why: String, _ bytes: [UInt8], _ expected: String, format: ManifestFormat = .yaml) {
      self.why = why
      self.bytes = bytes
      self.format = format
      self.expected = expected
    }
  }

  private static let head = "apiVersion: git-registry/v1\nkind: Model\n"
  private static let json = "{\"apiVersion\": \"git-registry/v1\", \"kind\": \"Model\""

  static let cases = [
    Case(
      "byte order mark", [0xef, 0xbb, 0xbf] + Array(head.utf8),
      "1:1 manifest-encoding the manifest starts with a byte order mark"),
    Case("UTF-16", [0xff, 0xfe, 0x61, 0], "1:1 manifest-encoding the manifest starts with a byte order mark"),
    Case("invalid UTF-8", Array(head.utf8) + [0x61, 0xff], "3:2 manifest-encoding the manifest is not valid UTF-8"),
    Case(
      "overlong slash", Array("description: ".utf8) + [0xc0, 0xaf],
      "1:14 manifest-encoding the manifest is not valid UTF-8"),
    Case("raw NUL", head + "a\0", "3:2 manifest-encoding the manifest holds a NUL"),
    Case("escaped NUL", head + "description: \"a\\0\"", "3:14 manifest-encoding an escaped NUL"),
    Case("carriage return", head + "description: a\r\n", "3:15 manifest-character a carriage return in a manifest"),
    Case(
      "line separator in a comment", head + "# ok\u{2028}role: admin\n",
      "3:5 manifest-character line separator U+2028 in a manifest"),
    Case("next line", head + "# ok\u{85}x", "3:5 manifest-character control character U+0085 in a manifest"),
    Case(
      "bidirectional override", head + "description: \u{202e}x",
      "3:14 manifest-character bidirectional control U+202E in a manifest"),
    Case(
      "escaped bidirectional override", head + "description: \"\\u202e\"",
      "3:14 manifest-character escaped bidirectional control U+202E"),
    Case(
      "too large", [UInt8](repeating: 0x61, count: 262145),
      "1:1 manifest-too-large the manifest has 262145 bytes, but at most 262144 are allowed"),
    Case(
      "100 KB of brackets", head + "tags: " + String(repeating: "[", count: 100_000),
      "3:38 manifest-too-deep nested deeper than 32 levels"),
    Case(
      "deep blocks", (0..<60).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
      "33:33 manifest-too-deep nested deeper than 32 levels"),
    Case("broken YAML", head + "tags: {", "4:1 manifest-syntax did not find expected node content"),
    Case(
      "tab for indentation", head + "tags:\n\ta: b\n", "4:1 manifest-syntax found character that cannot start any token"
    ),
    Case("anchor", head + "tags: &a {x: y}\n", "3:7 manifest-feature a YAML anchor"),
    Case("alias", head + "tags: *a\n", "3:7 manifest-feature a YAML alias"),
    Case("tag", head + "description: !!str x\n", "3:14 manifest-feature a YAML tag"),
    Case("non-specific tag", head + "description: ! x\n", "3:14 manifest-feature a YAML tag"),
    Case("merge key", head + "tags: {<<: {a: b}}\n", "3:8 manifest-feature a merge key"),
    Case("directive", "%YAML 1.1\n---\n" + head, "1:1 manifest-feature a YAML directive"),
    Case("second document", head + "---\na: b\n", "3:1 manifest-feature a second document starts here"),
    Case("key that is a list", head + "? [a]\n: b\n", "3:3 manifest-feature a key that is not a scalar"),
    Case(
      "duplicate key", head + "description: a\ndescription: b\n",
      "4:1 manifest-duplicate-key key 'description' appears twice"),
    Case(
      "duplicate key in quotes", head + "tags: {a: b, \"a\": c}\n",
      "3:14 manifest-duplicate-key key 'a' appears twice"),
    Case(
      "duplicate key in another Unicode form", head + "tags:\n  \u{e9}: a\n  e\u{301}: b\n",
      "5:3 manifest-duplicate-key key 'e\u{301}' appears twice"),
    Case("empty", "", "1:1 manifest-schema the manifest is empty"),
    Case("only comments", "# x\n", "1:1 manifest-schema the manifest is empty"),
    Case("only a marker", "---\n", "2:1 manifest-schema the manifest is not a mapping of keys to values"),
    Case("a list at the top", "- a\n", "1:1 manifest-schema the manifest is not a mapping of keys to values"),
    Case(
      "an LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
      "1:1 manifest-schema the manifest is not a mapping of keys to values"),
    Case("missing header", "description: a\n", "1:1 manifest-schema field 'apiVersion' is missing"),
    Case(
      "another kind", "apiVersion: git-registry/v1\nkind: Team\n",
      "2:7 manifest-schema kind is 'Team', but must be 'Model'"),
    Case("unknown field", head + "descripton: a\n", "3:1 manifest-schema unknown field 'descripton'"),
    Case(
      "a number for a string", head + "description: 1.10\n",
      "3:14 manifest-ambiguous-scalar '1.10' in 'description' is not a string to every YAML reader"),
    Case(
      "a word for a string", head + "description: no\n",
      "3:14 manifest-ambiguous-scalar 'no' in 'description' is not a string to every YAML reader"),
    Case(
      "nothing for a string", head + "description:\n",
      "3:13 manifest-schema 'description' is null, but must be a string"),
    Case("a list for a mapping", head + "tags: [a]\n", "3:7 manifest-schema 'tags' is not a mapping of keys to values"),
    Case(
      "an ambiguous key", head + "tags: {no: x}\n",
      "3:8 manifest-ambiguous-scalar key 'no' is not a string to every YAML reader"),
    Case(
      "an alias of no version", head + "aliases: {a: v1}\n",
      "3:14 version-not-semantic 'v1' in 'aliases.a' is not a SemVer 2.0.0 version"),
    Case(
      "JSON: trailing comma", json + ",}", "1:51 manifest-syntax expected a key in double quotes, found '}'",
      format: .json),
    Case(
      "JSON: duplicate key", json + ", \"kind\": \"Model\"}",
      "1:52 manifest-duplicate-key key 'kind' appears twice", format: .json),
    Case("JSON: comment", json + "} // x", "1:52 manifest-syntax text after the end of the JSON value", format: .json),
    Case(
      "JSON: single quotes", "{'a': 1}", "1:2 manifest-syntax expected a key in double quotes, found '''", format: .json
    ),
    Case(
      "JSON: half a surrogate", json + ", \"description\": \"\\ud800\"}",
      "1:74 manifest-syntax half of a surrogate pair", format: .json),
    Case(
      "JSON: leading zero", json + ", \"description\": 01}", "1:67 manifest-syntax '01' is not a JSON value",
      format: .json
    ),
    Case(
      "JSON: number for a string", json + ", \"description\": 1}",
      "1:67 manifest-schema 'description' is a number, but must be a string", format: .json),
    Case(
      "JSON: deep", String(repeating: "[", count: 100_000), "1:33 manifest-too-deep nested deeper than 32 levels",
      format: .json),
  ]

  @Test("refuses", arguments: cases)
  func refuses(_ row: Case) {
    let decoded = ManifestDecoder.decode(Model.self, from: row.bytes, as: row.format)
    let first = decoded.problems.first.map { "\($0.mark.line):\($0.mark.column) \($0.kind.rawValue) \($0.message)" }
    #expect(first == row.expected)
  }

  static let ambiguous = [
    "y", "N", "yes", "No", "ON", "off", "True", "FALSE", "null", "~", "0x1F", "0o17", "0777", "0b101", "1_000", "+1",
    "-0x1",
    "1.", ".5", "1e5", "1E+5", "1.5E3", "12:30:45", "1:30.5", "2001-01-01", "2001-1-1", "2001-12-14t21:59:43.10-05:00",
    ".inf", "-.INF", ".NaN", "1e400", "99999999999999999999", "=", "-0x_f",
  ]

  @Test("finds no meaning that every YAML shares in", arguments: ambiguous)
  func isAmbiguous(_ text: String) { #expect(PlainScalar.meaning(of: text) == .ambiguous) }

  @Test(
    "takes for a string",
    arguments: [
      "1.2.0", "v1", "yesterday", "12:30:45pm", "0x", "1-2", "2001-01", "a1", "e5", "7f3a9c1e", ".", "-", "1.2.3.4",
      "nul", "0xg",
    ])
  func isString(_ text: String) { #expect(PlainScalar.meaning(of: text) == .string) }
}
