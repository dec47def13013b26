import Foundation
import TestSupport
import Testing

/// `MODEL@candidate:ID` wherever a version may stand.
struct CandidateReferenceTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.write("weights\n", to: "acme/weights.bin")
    try sandbox.write("more\n", to: "acme/more.bin")
    for words in [
      ["model", "create", "Models/m"], ["version", "create", "Models/m", "1.0.0", "--artifact", "weights.bin"],
      [
        "candidate", "create", "Models/m", "--id", "run-1", "--artifact", "weights.bin", "--artifact", "more.bin",
        "--metric", "auc=0.9", "--lineage", "Models/m@1.0.0",
      ],
      ["candidate", "create", "Models/m", "--id", "run-2", "--metric", "auc=0.8"],
      ["candidate", "promote", "Models/m", "run-2", "1.1.0"],
    ] {
      let outcome = try sandbox.registry(words, in: "acme")
      try #require(outcome.status == 0, "\(outcome.text)")
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let line: String
    let status: Int32
    let texts: [String]
    var testDescription: String { line }

    init(_ line: String, status: Int32 = 0, _ texts: String...) {
      self.line = line
      self.status = status
      self.texts = texts
    }
  }

  private static let promote = "help: promote it first: git registry candidate promote Models/m run-1\n"

  static let cases = [
    Case("show Models/m@candidate:run-1", "candidate  Models/m run-1\n", "auc=0.9"),
    Case("show Models/m@candidate:run-1 --json", "\"candidate\": \"run-1\""),
    Case("show Models/m@candidate:run-1 --at HEAD", "candidate  Models/m run-1\n"),
    Case("show Models/m@candidate:run-1 --mlflow", status: 1, "candidate 'run-1' of Models/m has no signature"),
    Case("resolve Models/m@candidate:run-1", "candidate  Models/m@candidate:run-1\n", "more.bin"),
    Case("resolve Models/m@candidate:run-1 --json", "\"version\": null", "\"candidate\": \"run-1\""),
    Case("compare Models/m@1.0.0 Models/m@candidate:run-1", "candidate:run-1", "artifact more.bin"),
    Case("diff Models/m@candidate:run-2 Models/m@candidate:run-1", "auc"),
    Case("compare Models/m@candidate:run-1 Models/m@1.0.0 --json", "\"candidate\": \"run-1\""),
    Case("inspect Models/m@candidate:run-1 more.bin", "more.bin"),
    Case("verify Models/m@candidate:run-1", "verified 2 blobs, 13 B: all sound\n"),
    Case("du Models/m@candidate:run-1", "ARTIFACT", "more.bin"),
    Case("lineage Models/m@candidate:run-1", "Models/m@candidate:run-1\n", "Models/m@1.0.0"),
    Case("log Models/m@candidate:run-1", "added candidate run-1 of Models/m"),
    Case("pull Models/m@candidate:run-1", "pulled Models/m@candidate:run-1: 2 artifacts, 13 B, into m-run-1/\n"),
    Case("pull Models/m@candidate:run-1 --dry-run --json", "\"version\": null", "\"candidate\": \"run-1\""),
    Case(
      "pull Models/m@candidate:run-1 --lock l.yaml", status: 64,
      "error: 'Models/m@candidate:run-1' is a candidate, but this needs a published version\n", promote),
    Case("show Models/m@candidate:run-3", status: 1, "there is no candidate 'run-3' of Models/m", "did you mean"),
    Case("log Models/m@candidate:gone", status: 1, "there is no candidate 'gone' of Models/m"),
    Case("verify Models/m@candidate:gone", status: 1, "there is no candidate 'gone' of Models/m"),
    Case("show Models/x@candidate:run-1", status: 1, "there is no model 'Models/x'"),
    Case("show Models/m@candidate:run.1", status: 64, "help: a candidate is letters, digits"),
    Case("list Models/m@candidate:run-1", status: 64, "help: git registry show Models/m@candidate:run-1\n"),
    Case("alias set Models/m@candidate:run-1 champion", status: 64, promote),
    Case(
      "alias set Models/m@candidate:run-2 champion", status: 64,
      "help: it was promoted to 1.1.0: write Models/m@1.1.0\n"),
    Case("version edit Models/m@candidate:run-1 --tag a=b", status: 64, promote),
    Case("version yank Models/m@candidate:run-1 --reason x", status: 64, promote),
    Case("version retire Models/m@candidate:run-1", status: 64, promote),
    Case("version renumber Models/m@candidate:run-1 --base HEAD", status: 64, promote),
    Case("version create Models/m --lineage Models/m@candidate:run-1", status: 64, promote),
    Case("model edit Models/m@candidate:run-1 --tag a=b", status: 64, "without @"),
  ]

  @Test(arguments: cases)
  func stands(_ row: Case) throws {
    let outcome = try sandbox.registry(row.line.split(separator: " ").map(String.init), in: "acme")
    #expect(outcome.status == row.status, "\(outcome.text)")
    for text in row.texts { #expect((outcome.output + outcome.error).contains(text), "\(outcome.text)") }
  }

  @Test func aVersionTakesThePlaceOfAPulledCandidate() throws {
    for reference in ["candidate:run-1", "1.0.0", "candidate:run-1"] {
      let outcome = try sandbox.registry(["pull", "Models/m@\(reference)", "--output", "here"], in: "acme")
      #expect(outcome.status == 0, "\(outcome.text)")
      let isThere = FileManager.default.fileExists(atPath: sandbox.path("acme/here/more.bin"))
      #expect(isThere == (reference != "1.0.0"))
    }
  }
}
