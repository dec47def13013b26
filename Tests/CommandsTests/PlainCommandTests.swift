import ArgumentParser
import Testing

@testable import Commands

/// Command lines that are run without the argument parser mean what they mean with it.
///
/// Where ``PlainCommand`` leaves a command line to the parser, there is but one meaning; where it does not, the command that it
/// makes is the parser's, field by field. `PlainProgramTests` runs some of them.
struct PlainCommandTests {
  static let words = [
    "", "Models", "Models/fraud", "Models/fraud@1.0.0", "Models/fraud@champion", "Models/fraud@^1",
    "Models/fraud@latest", "Models/fraud@9.9.9", "Models/fruad", "Nothing", "Models/fraud@", "@", "a b", "../x", "--",
    "-h", "--help", "--version", "--josn", "--json=true", "--at", "--at HEAD", "--mlflow", "-C", "-C .", "-C nowhere",
    "--json --json", "Models Models/fraud", "HEAD", "HEAD~1", "main", "nowhere", "--staged", "--base HEAD",
    "--base HEAD --base HEAD", "--base=HEAD", "--base", "--repo x", "größe", "-", "-x", "--dry-run",
  ]

  @Test(arguments: ["show", "resolve", "list", "--version", "lst", "", "validate", "validate --base", "version", "-C"])
  func meansTheSame(_ verb: String) throws {
    var plain = 0
    for word in Self.words {
      for flags in [[], ["--json"], ["--json", "--json"]] {
        let words = (verb + " " + word).split(separator: " ").map(String.init)
        for arguments in [words + flags, flags + words, Array(words.prefix(1)) + flags + words.dropFirst()] {
          plain += try expectSame(arguments) ? 1 : 0
        }
      }
    }
    // Without a verb, the word "--version" is one.
    let isPlain = ["", "show", "resolve", "list", "validate", "validate --base", "--version"].contains(verb)
    #expect(isPlain == (plain > 0))
  }

  static let creations = [
    "Models/fraud", "Models/fraud 1.2.0", "Models/fraud v1", "Models/fraud 1.2.0 1.3.0", "", "a b", "Models",
    "Models/fraud@champion", "Models/fraud@", "Models/fraud --bump minor", "Models/fraud --bump tiny",
    "Models/fraud --bump",
    "Models/fraud --bump auto", "Models/fraud 2.0.0 --bump major", "Models/fraud --bump minor --bump major",
    "Models/fraud --artifact fraud.onnx --metric accuracy=0.9 --param depth=3 --tag team=a --alias next",
    "Models/fraud --artifact a --artifact b --log c --log d --alias e --alias f",
    "--metric a=1 Models/fraud --metric a=2",
    "Models/fraud --metric a", "Models/fraud --metric a=b", "Models/fraud --param =b", "Models/fraud --param a=b=c",
    "Models/fraud --param a:=1", "Models/fraud --artifact nowhere",
    "Models/fraud --artifact fraud.onnx=dataset --log fraud.onnx",
    "Models/fraud --artifact", "Models/fraud --artifact --json", "Models/fraud --artifact -x",
    "Models/fraud --artifact -",
    "Models/fraud --artifact=fraud.onnx", "Models/fraud --dry-run", "Models/fraud -m text", "Models/fraud --help",
    "Models/fraud --alias latest", "Models/fraud -- 1.2.0", "Models/fraud --from run.json", "Models/fraud --run a",
    "Models/fraud --push", "Models/fraud --signature auto", "Models/fraud --tag größe=größe",
  ]

  @Test("publishes the same") func publishesTheSame() throws {
    var plain = 0
    for words in Self.creations {
      for flags in [[], ["--json"], ["--json", "--json"]] {
        let words = words.split(separator: " ").map(String.init)
        for arguments in [words + flags, flags + words] {
          plain += try expectSame(["version", "create"] + arguments) ? 1 : 0
        }
      }
    }
    #expect(plain > 40)
  }

  static let searches = [
    "", "sentiment", "sentiment hotel", "--where metrics.f1>0.5", "--where a --where b", "--where", "--where=a",
    "--where -a",
    "--sort -metrics.f1", "--sort -metrics.f1,version --columns version,alias --limit 5", "--limit 0", "--limit -1",
    "--limit x", "--limit", "--csv", "--csv --csv", "--models", "--models --models", "--candidates word --artifacts",
    "--registries --columns name", "--artifacts --where digest=sha256:1", "--versions", "--at HEAD", "-C . word",
    "--help", "--",
    "-- word", "--repo x", "--columns --json", "--sort --csv", "größe", "-x", "--limit 5 --limit 6", "--limit +5",
    "--limit 05", "--limit 99999999999999999999",
  ]

  @Test("finds the same") func findsTheSame() throws {
    var plain = 0
    for words in Self.searches {
      for flags in [[], ["--json"], ["--json", "--json"]] {
        let words = words.split(separator: " ").map(String.init)
        for arguments in [words + flags, flags + words] { plain += try expectSame(["search"] + arguments) ? 1 : 0 }
      }
    }
    #expect(plain > 40)
  }

  /// - Returns: false where the parser has to look.
  private func expectSame(_ arguments: [String]) throws -> Bool {
    guard let plain = PlainCommand(arguments) else { return false }
    if case .version = plain {
      #expect(arguments == ["--version"])
      return true
    }
    let parsed = try GitRegistry.parseAsRoot(arguments)
    #expect(fields(of: plain.command) == fields(of: parsed), "\(arguments)")
    return true
  }

  private func fields(of command: Any) -> String {
    var text = ""
    dump(command, to: &text)
    return text
  }
}

extension PlainCommand {
  fileprivate var command: Any {
    switch self {
    case .version: ()
    case .show(let command): command
    case .resolve(let command): command
    case .list(let command): command
    case .validate(let command): command
    case .create(let command): command
    case .search(let command): command
    }
  }
}
