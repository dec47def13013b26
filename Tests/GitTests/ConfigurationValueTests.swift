import Git
import TestSupport
import Testing

/// Values of git's configuration, each read here and by git itself.
struct ConfigurationValueTests {
  private static let values: [String?] = [
    // A key without `=`.
    nil,
    "", "true", "TRUE", "True", "yes", "Yes", "on", "ON", "false", "FALSE", "no", "No", "off", "oFF",
    "0", "1", "2", "-1", "-0", "+1", "00", "007", "08", "0x10", "0X0", "0x", "1k", "1K", "0k", "2m", "1g", "1G", "2g",
    "-2g",
    "2147483647", "2147483648", "-2147483648", "-2147483647", "4294967296", "9223372036854775807",
    "9223372036854775808",
    "8589934591g", "8589934592g", "1 k", "1kb", "1t", "1.5", "1e3", "- 1", "--1", "k", "-", "+", "y", "n", "t", "f",
    "tru",
    "truee", "yes please", "enabled", "ignore", "refuse", "null", "nan", "ja", "\u{ff11}", "tr\u{fc}e", "1\u{301}",
    "on\u{301}",
  ]

  @Test func areReadAsGitReadsThem() throws {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "-q", "--bare", "repository.git")
    let plain = try sandbox.read("repository.git/config")
    for value in Self.values {
      try sandbox.write(plain + "[registry]\n  x\(value.map { " = \"\($0)\"" } ?? "")\n", to: "repository.git/config")
      let repository = try Repository.open(at: sandbox.path("repository.git"))
      let shown = value.map { "'\($0)'" } ?? "no value"
      #expect(try flag(of: repository) == git("bool", in: sandbox), "\(shown) as a boolean")
      guard let value else { continue }
      let number = ConfigurationValue.integer(value).map { "\($0)" } ?? "refused"
      #expect(try number == git("int", in: sandbox), "\(shown) as an integer")
    }
  }

  private func flag(of repository: Repository) -> String {
    do {
      return try repository.flag("registry.x").map { "\($0)" } ?? "not set"
    } catch {
      #expect("\(error)".contains("registry.x is '"))
      return "refused"
    }
  }

  private func git(_ type: String, in sandbox: GitSandbox) throws -> String {
    let result = try sandbox.run("git", ["config", "--type=\(type)", "registry.x"], in: "repository.git")
    return result.status == 0 ? result.output.split(separator: "\n").joined() : "refused"
  }

  @Test func whatIsNotSetIsNeither() throws {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "-q", "--bare", "repository.git")
    let repository = try Repository.open(at: sandbox.path("repository.git"))
    #expect(try repository.flag("registry.x") == nil)
    #expect(try repository.integer("registry.x") == nil)
  }
}
