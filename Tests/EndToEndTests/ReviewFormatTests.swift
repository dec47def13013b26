import Foundation
import TestSupport
import Testing

/// The review as Markdown, rendered as a host does, and beside the same as JSON: text from manifests stays text.
@Suite(.enabled(if: PythonTools.python != nil, PythonTools.missing))
struct ReviewFormatTests {
  private let sandbox: GitSandbox

  /// A backtick and a bar that each make one character with the mark behind them.
  private static let marked = "a``\u{301}b ` c|\u{301}d"
  /// What Markdown, HTML, a table or a host would take for more than text.
  static let hostile = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</details></td></table>", "[x](javascript:alert(1))",
    "![](http://evil.example/x.png)", "`one` ``two`` ```three``` ````", "a|b\\|c\\\\|d|", "@octocat @acme/team",
    "#1 GH-1 !2",
    "https://evil.example www.evil.example evil.example", "--> <!-- git registry review -->", "# heading", "> quote",
    "- item", "1. item", "\\", "&lt;b&gt; &#64;octocat", "[ref]: http://evil.example", "=====", "~~~", "    code",
    marked,
    "`", "``", "|", "| --- |", "*b* _i_ ~~s~~ $x$", "\u{301}x",
  ]

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "work", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("create", "Lab", "--accept", "model", in: "work")
    try sandbox.registry("model", "create", "Lab/fraud", in: "work")
    try sandbox.registry("version", "create", "Lab/fraud", "1.0.0", "--job", "none", in: "work")
    try sandbox.git("checkout", "--quiet", "-b", "topic", in: "work")
  }

  private func write(_ version: String, _ fields: String) throws {
    try sandbox.write(
      "apiVersion: git-registry/v1\nkind: ModelVersion\n\(fields)\n",
      to: "work/registries/Lab/fraud/versions/\(version).yaml")
  }

  private static func quoted(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }

  /// Commits the topic; its review as Markdown is at `review.md`.
  private func review() throws -> (json: Review, markdown: String) {
    try sandbox.git("add", "--all", in: "work")
    try sandbox.git("commit", "--quiet", "--message", "Topic", in: "work")
    let outcome = try sandbox.registry(["review", "main..topic", "--format", "json"], in: "work")
    let markdown = try sandbox.registry(["review", "main..topic", "--format", "markdown"], in: "work")
    try #require(outcome.error + markdown.error == "" && outcome.status == markdown.status)
    try sandbox.write(markdown.output, to: "review.md")
    return (try JSONDecoder().decode(Review.self, from: Data(outcome.output.utf8)), markdown.output)
  }

  private struct Review: Decodable {
    struct Reason: Decodable { let text, path: String, line, column: Int }
    struct Row: Decodable { let kind, name: String, value: String? }
    struct Artifact: Decodable { let path: String }
    struct Version: Decodable {
      let version: String
      let differs: [Row]
      let artifacts: [Artifact]
      let lineage: [String]
    }
    struct Event: Decodable { let event: String }
    struct Report: Decodable { let errors: Int }

    let verdict: String
    let reasons: [Reason]
    let published: [Version]
    let approvals: [String]
    let report: Report
  }

  /// Only what the review itself writes.
  private func expectPlain(_ page: PythonTools.HTML) {
    let own = [
      "p", "h3", "h4", "strong", "blockquote", "ul", "li", "code", "table", "thead", "tbody", "tr", "th", "td", "br",
      "details", "summary", "sub",
    ]
    #expect(Set(page.tags).subtracting(own) == [])
    #expect(page.comments == [" git registry review "])
    for text in ["@", "octocat", "evil", "alert", "#", "<", "`", "|", "http", "\\", "$", "]"] {
      #expect(!page.bare.contains(text), "\(text): \(page.bare)")
    }
  }

  /// Each row of a table in the source has as many cells as its head; a bar behind a backslash ends none.
  private func expectWholeRows(_ markdown: String) {
    var columns = 0
    for line in markdown.unicodeScalars.split(separator: "\n") {
      guard line.first == "|" else {
        columns = 0
        continue
      }
      let bars = line.indices.count {
        line[$0] == "|" && ($0 == line.startIndex || line[line.index(before: $0)] != "\\")
      }
      if columns == 0 { columns = bars }
      #expect(bars == columns, "\(String(Substring(line)))")
    }
  }

  @Test("nothing from a manifest is markup", arguments: hostile + [hostile.joined(separator: "\n")])
  func isText(_ text: String) throws {
    let line = Self.shown(text).trimmed
    let address = "https://evil.example/" + Self.scalars(line) { $0 == " " ? "_" : $0 }
    let artifacts = try [
      "x" + Self.scalars(line) { #"\:<>"|?*/"#.unicodeScalars.contains($0) ? nil : $0 }, "`", "@octocat", "`` ` `x",
    ].map {
      "  - {path: \(try Self.quoted(String($0.prefix(200)).trimmed)), type: model, "
        + "digest: 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', size: 0}"
    }
    let key = try Self.quoted(String(line.prefix(240)).trimmed)
    let value = try Self.quoted(text)
    try write(
      "1.0.1-evil.example",
      """
      description: \(value)
      status: deprecated
      statusReason: \(value)
      algorithm: \(try Self.quoted(line))
      parameters: {\(key): \(value), plain: \(value)}
      metrics: {\(key): 0.5}
      tags: {\(key): \(value)}
      lineage:
        - input: \(try Self.quoted(address))
      job: {id: \(try Self.quoted(line))}
      artifacts:
      \(artifacts.joined(separator: "\n"))
      """)
    try write("1.0.2", "parameters: {\(key): other}\nmetrics: {\(key): 0.25}")
    let model = try sandbox.read("work/registries/Lab/fraud/model.yaml")
    try sandbox.write(
      model + "description: \(value)\naliases: {www-evil: 1.0.2}\n", to: "work/registries/Lab/fraud/model.yaml")
    let (json, markdown) = try review()
    try #require(json.verdict == "needs a person", "\(markdown)")
    let page = try PythonTools.html(of: "review.md", in: sandbox)
    expectPlain(page)
    expectWholeRows(markdown)
    // What is in the cells is what the manifests say.
    let cells = Set(page.cells.flatMap { $0 })
    for version in json.published {
      for told in version.differs.map(\.name) + version.differs.compactMap(\.value) + version.artifacts.map(\.path) {
        #expect(cells.contains(Self.shown(told)), "\(told)")
      }
      for input in version.lineage { #expect(page.items.contains("made from \(Self.shown(input))")) }
    }
    #expect(page.items.prefix(json.reasons.count) == ArraySlice(json.reasons.map(Self.item)))
  }

  private static func item(_ reason: Review.Reason) -> String {
    "\(shown(reason.text)) at \(shown(reason.line == 0 ? reason.path : "\(reason.path):\(reason.line):\(reason.column)"))"
  }

  /// Scalar by scalar: a combining mark makes one character with a bar or a space before it.
  private static func scalars(_ text: String, _ change: (Unicode.Scalar) -> Unicode.Scalar?) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.compactMap(change)))
  }

  /// Text as a code span shows it: on one line.
  private static func shown(_ text: String) -> String { scalars(text) { $0 == "\n" ? " " : $0 } }

  @Test("a refused change tells its findings as text", arguments: hostile)
  func refused(_ text: String) throws {
    try write("1.0.1", "status: \(try Self.quoted(text))\n\(try Self.quoted(text)): 1")
    let (json, markdown) = try review()
    #expect(json.verdict == "invalid" && json.report.errors > 0)
    let page = try PythonTools.html(of: "review.md", in: sandbox)
    expectPlain(page)
    expectWholeRows(markdown)
  }

  /// What fills a comment: versions that make a person look, or findings; `N` is the number of each.
  static let large: [(verdict: String, versions: Int, fields: String)] = [
    ("needs a person", 3000, "description: " + String(repeating: "long ", count: 300)),
    ("needs a person", 900, "tags: {a: b}"),
    (
      "needs a person", 60,
      "parameters:\n" + (0..<40).map { "  p\($0): N\(String(repeating: "x", count: 200))\n" }.joined()
    ),
    ("invalid", 300, "status: " + String(repeating: "wrong", count: 20)),
  ]

  @Test("a large change fits a comment, which says what it left out", arguments: large)
  func isBounded(_ large: (verdict: String, versions: Int, fields: String)) throws {
    for number in 1...large.versions { try write("1.\(number).0", large.fields.replacing("N", with: "\(number)")) }
    let (json, markdown) = try review()
    #expect(json.verdict == large.verdict)
    #expect(markdown.unicodeScalars.count < 65_536 && markdown.utf16.count < 65_536)
    #expect(markdown.contains("Model review: \(large.verdict)\n"))
    for approval in json.approvals { #expect(markdown.contains(approval)) }
    let page = try PythonTools.html(of: "review.md", in: sandbox)
    expectPlain(page)
    if let first = json.reasons.first { #expect(page.items.first == Self.item(first)) }
    if large.verdict == "invalid" {
      let told = page.items.count { $0.trimmed.hasPrefix("error ") }
      #expect(page.bare.contains("\(json.report.errors) errors") && page.items.count > 20)
      #expect(page.items.map(\.trimmed).contains("… and \(json.report.errors - told) more"))
    } else {
      #expect(json.approvals != [] && json.published.count == large.versions)
      let told = markdown.split(separator: "\n").count { $0.hasPrefix("**`Lab/fraud@") }
      #expect(page.bare.contains("\(large.versions - told) more parts are too long for a comment"))
    }
  }
}
