import Testing

/// The report that the others are compared with.
struct JSONReport: Decodable {
  struct Note: Decodable { let message, path: String, line, column: Int }
  struct Diagnostic: Decodable {
    let rule, severity, message, path: String
    let line, column: Int
    let notes: [Note]
    let help: String?

    var place: String { line == 0 ? path : "\(path):\(line):\(column)" }
    /// The message and what belongs to it, a line each.
    func text(note: String = "", help word: String = "") -> String {
      let notes = notes.map { "\(note)\($0.path):\($0.line):\($0.column): \($0.message)" }
      return ([message] + notes + (help.map { [word + $0] } ?? [])).joined(separator: "\n")
    }
  }
  struct NotJudged: Decodable { let rule, reason: String }

  let diagnostics: [Diagnostic]
  let notJudged: [NotJudged]
  let errors, warnings: Int
}

/// A format, the rows that its reader makes of a file, and those that the JSON report has.
struct ReportReader: CustomTestStringConvertible, Sendable {
  let format: String
  let script: String
  let rows: @Sendable (JSONReport) -> [[String]]

  var testDescription: String { format }

  static let all: [ReportReader] = [
    // sarif-tools' own table; it calls the place of a whole file its first line.
    ReportReader(
      format: "sarif",
      script: """
        import csv, json, os, subprocess, sys, urllib.parse
        tool, table = os.path.dirname(sys.executable) + "/sarif", sys.argv[1] + ".csv"
        subprocess.run([tool, "csv", "--output", table, sys.argv[1]], check=True, stdout=subprocess.DEVNULL)
        rows = list(csv.reader(open(table, newline="")))[1:]
        json.dump([[s, c, d, urllib.parse.unquote(p), l] for _, s, c, d, p, l in rows], sys.stdout)
        """,
      rows: { report in
        report.diagnostics.map {
          [$0.severity, $0.rule, $0.message + ($0.help.map { "\n\($0)" } ?? ""), $0.path, "\(max($0.line, 1))"]
        }
      }),
    ReportReader(
      format: "junit",
      script: """
        import json, sys
        from junitparser import JUnitXml, Failure
        def row(case):
            result = (case.result or [None])[0]
            kind = type(result).__name__ if result is not None else "Passed"
            text = result.text if isinstance(result, Failure) else case.system_out
            return [case.classname, case.name, kind, getattr(result, "message", None) or "", text or ""]
        xml = JUnitXml.fromfile(sys.argv[1])
        counts = [[str(n) for n in (x.tests, x.failures, x.errors, x.skipped)] for x in [xml, *xml]]
        json.dump(counts + [row(case) for suite in xml for case in suite], sys.stdout)
        """,
      rows: { report in
        let tests = report.diagnostics.count + report.notJudged.count
        let counts = ["\(tests)", "\(report.errors)", "0", "\(report.notJudged.count)"]
        let cases = report.diagnostics.map { diagnostic in
          let text = "\(diagnostic.place): \(diagnostic.text(note: "note: ", help: "help: "))"
          return diagnostic.severity == "error"
            ? [diagnostic.rule, diagnostic.place, "Failure", diagnostic.message, text]
            : [diagnostic.rule, diagnostic.place, "Passed", "", "warning: \(text)"]
        }
        return [counts, counts] + cases + report.notJudged.map { [$0.rule, "not judged", "Skipped", $0.reason, ""] }
      }),
    ReportReader(
      format: "gitlab",
      script: """
        import json, sys
        found = json.load(open(sys.argv[1]))
        assert len({x["fingerprint"] for x in found}) == len(found)
        json.dump([[x["check_name"], x["severity"], x["description"], x["location"]["path"],
                    str(x["location"]["lines"]["begin"])] for x in found], sys.stdout)
        """,
      rows: { report in
        report.diagnostics.map {
          let text = $0.message + ($0.help.map { "; \($0)" } ?? "")
          return [$0.rule, $0.severity == "error" ? "critical" : "minor", text, $0.path, "\(max($0.line, 1))"]
        }
      }),
    // As the runner does: src/Runner.Common/ActionCommand.cs, TryParseV2 and then TryParse, which looks for ##[ anywhere.
    ReportReader(
      format: "github",
      script: """
        import json, re, sys
        def plain(text, codes):
            for code, character in codes: text = text.replace(code, character)
            return text
        data = [("%0D", "\\r"), ("%0A", "\\n"), ("%25", "%")]
        rows = []
        for line in re.split("\\r\\n|\\r|\\n", open(sys.argv[1], newline="").read()):
            line = line.strip()
            end = line.find("::", 2)
            if not line.startswith("::") or end < 0:
                if "##[" in line: rows.append([line])
                continue
            name, _, properties = line[2:end].partition(" ")
            pairs = dict(x.split("=", 1) for x in properties.strip().split(",") if "=" in x)
            pairs = {k: plain(v, [data[0], data[1], ("%3A", ":"), ("%2C", ","), data[2]]) for k, v in pairs.items()}
            rows.append([name, *(pairs.pop(k, "0") for k in ("file", "line", "col", "title")), plain(line[end + 2:], data)])
            assert not pairs
        json.dump(rows, sys.stdout)
        """,
      rows: { report in
        report.diagnostics.map { [$0.severity, $0.path, "\($0.line)", "\($0.column)", $0.rule, $0.text()] }
          + report.notJudged.map { ["notice", "0", "0", "0", $0.rule, "not judged: \($0.reason)"] }
      }),
    ReportReader(
      format: "text",
      script: "import json, sys; json.dump([[x] for x in open(sys.argv[1]).read().splitlines()], sys.stdout)",
      rows: { report in
        let lines = report.diagnostics.flatMap { diagnostic in
          let text = diagnostic.text(note: "  note: ", help: "  help: ")
          return "\(diagnostic.place): \(diagnostic.severity): [\(diagnostic.rule)] \(text)".split(separator: "\n")
        }
        let open = report.notJudged.map { "not judged: [\($0.rule)] \($0.reason)" }
        // What would be a runner's command is escaped, as JSON does it.
        let told = lines.map { line in
          (line.hasPrefix("::") ? "\\u003a" + line.dropFirst() : String(line)).replacing("##[", with: "#\\u0023[")
        }
        return (told + open + ["\(report.errors) errors, \(report.warnings) warnings"]).map { [$0] }
      }),
  ]
}
