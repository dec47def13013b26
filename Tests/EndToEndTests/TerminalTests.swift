import TestSupport
import Testing

/// How output looks to a person at a terminal: script(1) stands in for one.
struct TerminalTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    sandbox.environment["TERM"] = "xterm"
    sandbox.environment["GIT_PAGER"] = "cat"
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("model", "create", "Models/fraud", "--description", Self.description, in: "acme")
    try sandbox.registry("version", "create", "Models/fraud", "--description", Self.description, in: "acme")
    try sandbox.registry("version", "yank", "Models/fraud@1.0.0", "--reason", "leaks", in: "acme")
  }

  private static let description = "Tells fraudulent transactions from honest ones, for the web shop and the app."

  /// What a command shows on a terminal of so many columns, escapes made visible.
  private func shown(_ command: String, columns: Int = 100) throws -> String {
    let outcome = try sandbox.run(
      "script", ["--quiet", "--return", "--command", "stty cols \(columns); \(command)", "/dev/null"], in: "acme")
    return outcome.output.replacing("\r\n", with: "\n").replacing("\u{1b}", with: "ESC")
  }

  @Test func headingsAndStatesAreColoured() throws {
    let text = try shown("git registry list Models/fraud")
    #expect(text.contains("ESC[1mVERSIONESC[m"))
    #expect(text.contains("ESC[1;31myankedESC[m"))
  }

  @Test func messagesAreColoured() throws {
    let text = try shown("git registry show Models/fruad")
    #expect(text.contains("ESC[1;31merror:ESC[m there is no model 'Models/fruad'"))
    #expect(text.contains("ESC[36mhelp:ESC[m did you mean 'fraud'?"))
  }

  @Test(
    "nothing is coloured where it is not wanted",
    arguments: [
      "NO_COLOR=1 git registry list", "TERM=dumb git registry list", "git -c color.ui=never registry list",
      "git registry list | cat",
    ])
  func isPlain(_ command: String) throws {
    #expect(try !shown(command).contains("ESC["))
  }

  @Test func aWideTableLosesTheEndOfItsLastColumn() throws {
    let lines = try shown("NO_COLOR=1 git registry list Models", columns: 60).split(separator: "\n")
    #expect(lines.last?.hasSuffix("…") == true)
    #expect(lines.last?.count == 60)
  }

  @Test func aNarrowTerminalGetsBlocksAndFoldedText() throws {
    let text = try shown(
      "NO_COLOR=1 git registry list Models/fraud; NO_COLOR=1 git registry show Models/fraud", columns: 44)
    #expect(text.contains("VERSION    1.0.0\nSTATUS     yanked\n"))
    #expect(text.contains("description  Tells fraudulent transactions\n             from honest ones, for the web\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 44 })
  }

  @Test("a plot is as wide as the terminal, coloured, and ASCII if that is all there is") func plots() throws {
    for (number, auc) in [("1.1.0", "0.8"), ("1.2.0", "0.9")] {
      try sandbox.registry("version", "create", "Models/fraud", number, "--metric", "auc=\(auc)", in: "acme")
    }
    let text = try shown("git registry plot Models/fraud auc", columns: 40)
    #expect(text.contains("ESC[1mauc of 3 versions of Models/fraudESC[m\n"))
    #expect(text.contains("ESC[32m●ESC[m"))
    let plain = try shown("NO_COLOR=1 LC_ALL=C git registry plot Models/fraud auc", columns: 40)
    #expect(plain.contains("0.90 +") && plain.utf8.allSatisfy { $0 < 0x80 })
    let drawing = plain.split(separator: "\n").filter { $0.contains("|") || $0.contains("+") }
    #expect(drawing.count > 8 && drawing.allSatisfy { $0.count <= 40 }, "\(plain)")
  }

  @Test func outputGoesThroughThePagerOfGit() throws {
    #expect(try shown("GIT_PAGER='sed s/^/paged:/' git registry list").hasPrefix("paged:"))
    #expect(try !shown("GIT_PAGER='sed s/^/paged:/' git registry list | cat").contains("paged:"))
  }

  @Test func configurationNamesThePager() throws {
    #expect(try shown("env -u GIT_PAGER git -c core.pager='sed s/^/paged:/' registry list").hasPrefix("paged:"))
  }

  @Test func aPagerThatIsLeftEarlyEndsTheProgram() throws {
    #expect(try shown("GIT_PAGER='head -n 1' git registry log; echo done").contains("done"))
  }
}
