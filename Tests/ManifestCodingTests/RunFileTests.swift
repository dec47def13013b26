import ManifestCoding
import Manifests
import Testing

/// What `--from` takes: the files that training scripts write.
struct RunFileTests {
  private func read(_ text: String, _ format: ManifestFormat = .json, dropsNaN: Bool = false) -> (
    file: RunFile?, problems: [String]
  ) {
    let (file, problems) = RunFile.read(Array(text.utf8), as: format, dropsNaN: dropsNaN)
    return (file, problems.map { "\($0.mark.line):\($0.mark.column) \($0.message)" })
  }

  @Test func readsSectionsAndWhatStandsBesideThem() throws {
    let text = """
      {"params": {"lr": 1e-5, "git": "7e5", "opt": {"name": "adam", "betas": [0.9, 0.999], "amsgrad": null}, "extra": {}},
       "parameters": {"resume": false, "layers": [{"n": 64}, "x", null]},
       "metrics": {"accuracy": 0.93, "eval": {"f1": 1}},
       "tags": {"host": "a100", "rank": 3, "ratio": 0.10, "amp": true, "ids": [1, 2]}, "run": "b1946ac9", "loss": 0.25}
      """
    let file = try #require(read(text).file)
    #expect(
      file.parameters == [
        "lr": .number(1e-5), "git": .string("7e5"), "opt.name": .string("adam"), "opt.betas": .string("[0.9, 0.999]"),
        "resume": .boolean(false), "layers": .string("[{\"n\": 64}, \"x\", null]"),
      ])
    #expect(file.metrics == ["accuracy": 0.93, "eval.f1": 1, "loss": 0.25])
    #expect(file.tags == ["host": "a100", "rank": "3", "ratio": "0.10", "amp": "true", "ids": "[1, 2]"])
    #expect(file.run == "b1946ac9")
  }

  @Test func readsYAMLLikewise() throws {
    let text = "params:\n  opt:\n    name: adam\n    betas: [0.9, 1.0e-05]\n  seed: null\ntags: {rank: 3}\nloss: 0.25\n"
    let file = try #require(read(text, .yaml).file)
    #expect(file.parameters == ["opt.name": .string("adam"), "opt.betas": .string("[0.9, 1.0e-05]")])
    #expect(file.metrics == ["loss": 0.25])
    #expect(file.tags == ["rank": "3"])
  }

  @Test(
    "reads the run's name",
    arguments: [
      ("{\"run\": \"b1946ac9\"}", "b1946ac9"), ("{\"run_id\": \"7e5\"}", "7e5"), ("{\"run\": 4821}", "4821"),
      ("{\"run\": null}", nil), ("{\"run\": \"a\", \"run_id\": \"a\"}", "a"), ("{\"metrics\": {\"run\": 1}}", nil),
    ] as [(String, String?)])
  func readsRun(_ text: String, _ run: String?) throws { #expect(try #require(read(text).file).run == run) }

  /// As Windows writes it.
  @Test(arguments: ManifestFormat.allCases)
  func takesByteOrderMarkAndCarriageReturns(_ format: ManifestFormat) {
    let text = format == .json ? "{\"metrics\":\r\n{\"a\": 1}}\r\n" : "metrics:\r\n  a: 1\r\n"
    for text in [text, "\u{feff}" + text] { #expect(read(text, format).file?.metrics == ["a": 1]) }
  }

  @Test(
    "what is not a number is left out if that is wanted",
    arguments: [
      ("{\"metrics\": {\"a\": 1, \"b\": NaN, \"c\": -Infinity, \"d\": null, \"e\": \"NaN\"}, \"f\": NaN}", .json, 5),
      ("metrics: {a: 1, b: .nan, c: -.inf, d: null}\n", .yaml, 3),
    ] as [(String, ManifestFormat, Int)])
  func dropsNaN(_ text: String, _ format: ManifestFormat, _ count: Int) {
    #expect(read(text, format, dropsNaN: true).file?.metrics == ["a": 1])
    let (file, problems) = read(text, format)
    #expect(file == nil)
    #expect(problems.count == count)
  }

  struct Case: CustomStringConvertible, Sendable {
    let text: String
    let problem: String
    var description: String { text }
  }

  static let refused = [
    Case(text: "{\"metric\": {\"a\": 1}}", problem: "1:2 unknown field 'metric'"),
    Case(
      text: "{\"model\": \"bert\"}", problem: "1:2 unknown field 'model', which is not a number and so not a metric"),
    Case(text: "{\"metrics\": {\"a\": \"high\"}}", problem: "1:19 'metrics.a' is a string, but must be a number"),
    Case(text: "{\"metrics\": {\"a\": [1]}}", problem: "1:19 'metrics.a' is a list or mapping, but must be a number"),
    Case(
      text: "{\"metrics\": {\"a\": 1e-400}}",
      problem: "1:19 'metrics.a' is 1e-400, so small that it would become 0.0"),
    Case(
      text: "{\"params\": {\"a\": 18446744073709551615}}",
      problem:
        "1:18 'params.a' is 18446744073709551615, more digits than a number holds: it would become 1.8446744073709552e+19"
    ),
    Case(text: "{\"params\": {\"a\": NaN}}", problem: "1:18 'params.a' is not a number"),
    Case(
      text: "{\"params\": {\"a.b\": 1, \"a\": {\"b\": 2}}}",
      problem: "1:34 'params.a.b' already has another value"),
    Case(text: "{\"metrics\": 3}", problem: "1:13 'metrics' is not a mapping of keys to values"),
    Case(text: "{\"run\": {\"id\": 1}}", problem: "1:9 'run' is a list or mapping, but must be a string"),
    Case(
      text: "{\"run\": \"a\", \"run_id\": \"b\"}", problem: "1:24 'run_id' already has another value"),
    Case(text: "[1]", problem: "1:1 the file is not a mapping of keys to values"),
  ]

  @Test("refuses", arguments: refused) func refuses(_ row: Case) { #expect(read(row.text).problems == [row.problem]) }
}
