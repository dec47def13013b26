/// Diagnostics for programs.
///
///     {"diagnostics": [{"rule": …, "severity": …, "message": …, "path": …, "line": …, "column": …, "notes": […], "help": …}],
///      "notJudged": [{"rule": …, "reason": …}], "errors": 1, "warnings": 0}
package enum JSONRenderer {
  package static func render(_ report: Report) -> String { value(report).text }

  package static func value(_ report: Report) -> JSONValue {
    .object([
      "diagnostics": .array(report.diagnostics.map(value)),
      "notJudged": .array(report.notJudged.map { .object(["rule": .string($0.rule), "reason": .string($0.reason)]) }),
      "errors": .integer(Int64(report.diagnostics.count { $0.severity == .error })),
      "warnings": .integer(Int64(report.diagnostics.count { $0.severity == .warning })),
    ])
  }

  private static func value(_ diagnostic: Diagnostic) -> JSONValue {
    let finding = diagnostic.finding
    return .object(
      [
        .init("rule", .string(diagnostic.rule)), .init("severity", .string(diagnostic.severity.rawValue)),
        .init("message", .string(finding.message)),
      ] + place(finding.location)
        + [
          .init(
            "notes",
            .array(finding.notes.map { .object([.init("message", .string($0.message))] + place($0.location)) })),
          .init("help", finding.help.map { .string($0) } ?? .null),
        ])
  }

  private static func place(_ location: SourceLocation) -> [JSONValue.Member] {
    [
      .init("path", .string(location.path)), .init("line", .integer(Int64(location.line))),
      .init("column", .integer(Int64(location.column))),
    ]
  }
}
