/// Diagnostics for code scanning: one run, its rules, its results. What could not be judged is a notification of the tool.
///
/// Source: SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, and GitHub's reading of it,
/// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
package enum SARIFRenderer {
  /// - Parameters:
  ///   - rules: of every rule that the report may name.
  ///   - version: of this program.
  package static func render(_ report: Report, rules: [RuleDescription], version: String) -> String {
    let named = Set(report.diagnostics.map(\.rule) + report.notJudged.map(\.rule))
    let described = rules.filter { named.contains($0.id) }.sorted { $0.id < $1.id }
    let indices = Dictionary(described.enumerated().map { ($1.id, Int64($0)) }) { first, _ in first }
    let driver: JSONValue = .object([
      "name": .string("git-registry"), "semanticVersion": .string(version), "rules": .array(described.map(rule)),
    ])
    let run: JSONValue = .object([
      "tool": .object(["driver": driver]),
      "columnKind": .string("unicodeCodePoints"),
      "results": .array(report.diagnostics.map { result($0, indices[$0.rule]) }),
      "invocations": .array([
        .object([
          "executionSuccessful": .boolean(true),
          "toolExecutionNotifications": .array(report.notJudged.map(notification)),
        ])
      ]),
    ])
    return JSONValue.object([
      "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"), "version": .string("2.1.0"),
      "runs": .array([run]),
    ]).text
  }

  private static func rule(_ rule: RuleDescription) -> JSONValue {
    .object([
      "id": .string(rule.id), "shortDescription": text(rule.summary), "fullDescription": text(rule.explanation),
      "help": text(rule.explanation),
    ])
  }

  private static func result(_ diagnostic: Diagnostic, _ index: Int64?) -> JSONValue {
    let finding = diagnostic.finding
    let related = finding.notes.enumerated().map { number, note in
      var members = location(note.location)
      members.append(.init("id", .integer(Int64(number))))
      members.append(.init("message", text(note.message)))
      return JSONValue.object(members)
    }
    return .object([
      "ruleId": .string(diagnostic.rule), "ruleIndex": index.map { .integer($0) },
      "level": .string(diagnostic.severity == .error ? "error" : "warning"),
      "message": text(finding.message + (finding.help.map { "\n\($0)" } ?? "")),
      "locations": .array([.object(location(finding.location))]),
      "relatedLocations": related.isEmpty ? nil : .array(related),
      "partialFingerprints": .object(["gitRegistry/v1": .string(Fingerprint.text(diagnostic))]),
    ])
  }

  private static func notification(_ notJudged: Report.NotJudged) -> JSONValue {
    .object([
      "level": .string("note"), "message": text("not judged: \(notJudged.reason)"),
      "associatedRule": .object(["id": .string(notJudged.rule)]),
    ])
  }

  private static func location(_ location: SourceLocation) -> [JSONValue.Member] {
    let region: JSONValue =
      .object(["startLine": .integer(Int64(location.line)), "startColumn": .integer(Int64(max(location.column, 1)))])
    return [
      .init(
        "physicalLocation",
        .object([
          "artifactLocation": .object(["uri": .string(percentEncoded(location.path))]),
          "region": location.line > 0 ? region : nil,
        ]))
    ]
  }

  private static func text(_ text: String) -> JSONValue { .object(["text": .string(text)]) }

  /// A path as a relative reference.
  ///
  /// Source: RFC 3986, section 2.3 and 4.2.
  private static func percentEncoded(_ path: String) -> String {
    path.utf8.map { byte in
      let isPlain =
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-._~/".utf8.contains(byte)
        }
      if isPlain { return String(UnicodeScalar(byte)) }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
