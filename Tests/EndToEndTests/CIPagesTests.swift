import Foundation
import TestSupport
import Testing

/// What `ci add --pages` writes, run as a host runs it.
struct CIPagesTests {
  private let sandbox: GitSandbox
  private let tarball: [String]

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "work", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("create", "Open", "--visibility", "public", in: "work")
    let programs = [("git-registry", GitSandbox.program), ("git-registry-server", MLflowServer.program)]
    for (name, program) in programs {
      // A program looks for its server beside itself, which is not where this script stands.
      let lines = [
        "#!/bin/sh", "export GIT_REGISTRY_SERVER=\"${0%/*}/git-registry-server\"", "exec '\(program)' \"$@\"", "",
      ]
      try sandbox.write(lines.joined(separator: "\n"), to: "dist/git-registry-1/bin/\(name)")
    }
    try sandbox.run(
      "bash", ["-ec", "chmod +x dist/git-registry-1/bin/* && tar -czf dist.tar.gz -C dist git-registry-1"]
    ).requireSuccess()
    let sum = try sandbox.run("sha256sum", ["dist.tar.gz"]).output.prefix(64)
    tarball = ["--program-url", "file://\(sandbox.path("dist.tar.gz"))", "--program-digest", "sha256:\(sum)"]
  }

  /// The lines of a script in the file, as far in as the first one.
  private static func script(_ text: String, after mark: String) throws -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = try #require(lines.firstIndex { $0.hasSuffix(mark) }) + 1
    let indent = lines[start].prefix { $0 == " " }
    return lines[start...].prefix { $0.hasPrefix(indent) }.map { String($0.dropFirst(indent.count)) }.joined(
      separator: "\n")
  }

  @Test(arguments: [
    ("github", ".github/workflows/pages.yml", "run: |", "BASE"), ("gitlab", ".gitlab/pages.yml", "- |", "CI_PAGES_URL"),
  ])
  func theJobWritesThePages(host: String, path: String, mark: String, base: String) throws {
    let said = try sandbox.registry(["ci", "add", host, "--pages"] + tarball, in: "work")
    #expect(said.status == 0 && said.output.contains("Still to do"), "\(said.text)")
    let text = try sandbox.read("work/\(path)")
    #expect(text.contains("main") && !text.contains("secrets."))
    var script = try Self.script(text, after: mark)
    if host == "gitlab" {
      script += "\n" + (try #require(text.firstMatch(of: /- (git registry site build .*)/)).output.1)
    }
    func variable(_ name: String) throws -> String {
      let line = try #require(text.split(separator: "\n").first { $0.contains("\(name): '") })
      return String(line.split(separator: "'")[1])
    }
    let environment = [
      "PROGRAM_URL": try variable("PROGRAM_URL"), "PROGRAM_SHA256": try variable("PROGRAM_SHA256"),
      base: "https://acme.github.io/models",
    ]
    try sandbox.run("bash", ["-eo", "pipefail", "-c", script], in: "work", environment: environment).requireSuccess()
    #expect(try sandbox.read("work/public/index.html").contains("href=\"https://acme.github.io/models/\""))
    #expect(sandbox.exists("work/public/Open/index.html"))
    // Another digest stops it.
    let other = environment.merging(["PROGRAM_SHA256": String(repeating: "0", count: 64)]) { $1 }
    try sandbox.run("rm", ["-r", "public"], in: "work").requireSuccess()
    #expect(try sandbox.run("bash", ["-eo", "pipefail", "-c", script], in: "work", environment: other).status != 0)
    #expect(!sandbox.exists("work/public"))
  }

  @Test func wordsThatDoNotGoTogetherAreRefused() throws {
    let both = try sandbox.registry(
      [
        "ci", "add", "github", "--pages", "--publish", "Open/m", "--server", "https://a.org/a.git", "--member",
        "a@b.org",
      ]
        + tarball, in: "work")
    #expect(both.status == 64 && both.text.contains("--pages and --publish cannot be combined"), "\(both.text)")
  }
}
