import Foundation
import TestSupport
import Testing

/// What people name and write is printed in CI jobs, where some lines are commands: none of ours may be one.
struct RunnerCommandTests {
  private static let hostile = [
    "::error file=x,line=1::forged", "::add-mask::e", " \u{a0}\u{3000}::warning::forged", "##[error]forged",
    "see ##[group]forged",
    "##vso[task.setvariable variable=x]y", "##teamcity[buildProblem description='x']", "###[error]x",
    "\u{1b}[0Ksection_start:1:x\r\u{1b}[0K", "a\n::error::forged",
  ]

  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "work", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("create", "Lab", in: "work")
    try sandbox.registry("model", "create", "Lab/fraud", in: "work")
  }

  /// The lines that GitHub's, Azure's, TeamCity's or GitLab's runner takes for a command.
  private func commands(in outcome: GitSandbox.Outcome) -> [String] {
    (outcome.output + outcome.error).split(whereSeparator: \.isNewline).map(String.init).filter { line in
      let start = line.drop { $0.isWhitespace }
      let words = line.split(separator: "##", omittingEmptySubsequences: false).dropFirst()
      return start.hasPrefix("::") || line.contains("\u{1b}") || line.contains("\r")
        || words.contains { $0.drop { $0.isLetter || $0.isNumber || $0 == "#" }.hasPrefix("[") }
    }
  }

  private func expectNone(_ arguments: [String], in folder: String = "work") throws {
    let outcome = try sandbox.registry(arguments, in: folder)
    let found = commands(in: outcome)
    #expect(found.isEmpty, "\(arguments): \(found)")
    #expect(outcome.status < 64 || outcome.status == 64, "\(outcome.text)")
  }

  @Test func inDescriptionsTagsAndMessages() throws {
    for (index, text) in Self.hostile.enumerated() {
      let arguments = [
        "version", "create", "Lab/fraud", "1.\(index).0", "--description", text, "--tag", "\(text)=\(text)", "--param",
        "p\(index)=\(text)", "--message", text,
      ]
      try expectNone(arguments)
      try expectNone(arguments + ["--json"])
    }
    try sandbox.registry("version", "create", "Lab/fraud", "2.0.0", in: "work")
    for reading in [
      ["list"], ["list", "Lab"], ["list", "Lab/fraud"], ["show", "Lab"], ["show", "Lab/fraud"], ["log"],
      ["log", "Lab/fraud"],
      ["diff", "HEAD~8"], ["compare", "Lab/fraud", "1.0.0", "2.0.0"], ["validate"],
    ] {
      try expectNone(reading)
      try expectNone(reading + ["--json"])
    }
    for index in Self.hostile.indices { try expectNone(["show", "Lab/fraud@1.\(index).0"]) }
  }

  @Test func inFileNamesWhateverTheReport() throws {
    try sandbox.git("checkout", "-q", "-b", "topic", in: "work")
    for name in Self.hostile {
      try sandbox.write("x", to: "work/\(name.replacing("/", with: "_"))")
      try sandbox.write("a: [", to: "work/members/\(name.replacing("/", with: "_")).yaml")
    }
    try sandbox.git("add", "--all", in: "work")
    try sandbox.git("commit", "-q", "-m", Self.hostile[0], in: "work")
    for format in ["text", "json", "sarif", "gitlab", "junit", "markdown"] {
      try expectNone(["validate", "--base", "main", "--report", "\(format)=-"])
    }
    for format in ["text", "markdown", "json"] { try expectNone(["review", "--base", "main", "--format", format]) }
    try expectNone(["validate", "--worktree"])
    try expectNone(["fmt"])
    for name in Self.hostile {
      try expectNone(["show", name])
      try expectNone(["inspect", name])
      try expectNone(["member", "add", name, "--email", name])
      try expectNone([name])
    }
  }

  @Test(arguments: PushServer.Mode.allCases) func inWhatAServerSays(_ mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    for name in Self.hostile {
      try server.sandbox.write("x", to: "acme/\(name.replacing("/", with: "_"))")
    }
    try server.script("git add --all && git commit -q -m x")
    let outcome = try server.push("main", as: "ada")
    #expect(outcome.status != 0)
    #expect(commands(in: outcome).isEmpty, "\(outcome.text)")
  }
}
