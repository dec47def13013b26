import Foundation
import TestSupport
import Testing

/// What is said of wrong options, folders and names, beside what `Console/wrong-usage.md` shows.
struct WrongUsageTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
  }

  static let folders: [(arguments: [String], message: String)] = [
    (["-C"], "error: -C names no folder\nhelp: git registry -C DIR COMMAND\n"),
    (["-C", "nowhere"], "error: cannot change to 'nowhere': No such file or directory\n"),
    (["-C", "nowhere", "list"], "error: cannot change to 'nowhere': No such file or directory\n"),
    (["-C", "", "list"], "error: cannot change to '': No such file or directory\n"),
    (["-C", "organization.yaml", "list"], "error: cannot change to 'organization.yaml': Not a directory\n"),
    (["-C", "."], "USAGE: git registry"), (["list", "-C"], "error: Missing value for '-C <dir>'\n"),
    (["list", "-C", "nowhere"], "error: cannot change to 'nowhere': No such file or directory\n"),
    (["-C", "members", "-C", "../teams", "list"], "error: cannot change to '../teams': No such file or directory\n"),
    (["fmt", "--root"], "error: Missing value for '--root <path>'\n"),
    (["fmt", "--root", "nowhere"], noFolder("nowhere")), (["fmt", "--root", ".."], noFolder("..")),
    (["fmt", "--root", "members/../.."], noFolder("members/../..")),
    (["fmt", "--root", "organization.yaml"], noFolder("organization.yaml")),
    (["fmt", "--root", "way-out"], noFolder("way-out")), (["fmt", "--root", "way-out/m"], noFolder("way-out/m")),
    (["fmt", "--root", "/etc"], noFolder("etc")),
    (["validate", "--worktree", "--root", "nowhere"], "error: there is no folder 'nowhere' in what is judged\n"),
    (["validate", "--worktree", "--root", ".."], "error: there is no folder '..' in what is judged\n"),
  ]

  private static func noFolder(_ name: String) -> String {
    "error: there is no folder '\(name)' in the work tree\nhelp: --root is a path from the repository's top\n"
  }

  @Test("a folder that is none is named", arguments: folders)
  func folder(arguments: [String], message: String) throws {
    try FileManager.default.createDirectory(atPath: sandbox.path("other/m"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: sandbox.path("acme/way-out"), withDestinationPath: "../other")
    let outcome = try sandbox.registry(arguments, in: "acme")
    #expect((outcome.error + outcome.output).contains(message), "\(outcome.text)")
    #expect(outcome.status == (message.hasPrefix("error") ? 64 : 0), "\(outcome.text)")
  }

  @Test(
    "fmt's folder may be written in many ways", arguments: ["", ".", "./", "/", "./.", "//."])
  func rootOfFmt(root: String) throws {
    let outcome = try sandbox.registry(["fmt", "--check", "--root", root], in: "acme")
    #expect(outcome.text == "[exit status 0]\n")
  }

  static let options: [(arguments: [String], name: String)] = [
    (["list", "--jsn"], "'--jsn'. Did you mean '--json'?"), (["list", "--tag", "team=blue"], "'--tag'"),
    (["list", "--actor", "ada"], "'--actor'"), (["show", "--sort"], "'--sort'"), (["show", "-x"], "'-x'"),
    (["show", "-x", "Models"], "'-x'"),
    (["version", "create", "Models/m", "--artefact", "x"], "'--artefact'. Did you mean '--artifact'?"),
    (["version", "create", "Models/m", "--bmup=auto"], "'--bmup'. Did you mean '--bump'?"),
    (["pull", "--outptu", "x"], "'--outptu'. Did you mean '--output'?"),
    (["member", "list", "--registy", "x"], "'--registy'. Did you mean '--registry'?"),
    (["hook", "install", "--actor-form", "os"], "'--actor-form'. Did you mean '--actor-from'?"),
    (["list", "-json"], "'-json'. Did you mean '--json'?"), (["list", "--größe"], "'--größe'"),
  ]

  @Test("an unknown option is named, with the nearest one", arguments: options)
  func option(arguments: [String], name: String) throws {
    let outcome = try sandbox.registry(arguments, in: "acme")
    #expect(outcome.status == 64 && outcome.error.hasPrefix("error: Unknown option \(name)\n"), "\(outcome.text)")
  }

  static let texts: [[String]] = [
    ["model", "edit", "Models/m", "--description"], ["model", "create", "Models/n", "--description"],
    ["edit", "Models", "--description"], ["version", "create", "Models/m", "--description"],
    ["member", "edit", "ada", "--name"], ["team", "create", "t", "--description"],
  ]

  static let characters = [
    ("\u{200b}", "invisible character U+200B"), ("\u{200f}", "bidirectional control U+200F"),
    ("\u{202e}", "bidirectional control U+202E"), ("\u{7}", "control character U+0007"),
    ("\u{1b}", "control character U+001B"), ("\u{2028}", "line separator U+2028"),
  ]

  @Test("a character that may not be is the reason, whatever comments there are", arguments: texts)
  func character(arguments: [String]) throws {
    for file in [
      "organization.yaml", "registries/Models/m/model.yaml", "members/ada.yaml", "registries/Models/registry.yaml",
    ] {
      try sandbox.write("# A comment.\n" + sandbox.read("acme/\(file)"), to: "acme/\(file)")
    }
    try sandbox.git("commit", "--quiet", "--all", "--message", "x", in: "acme")
    for (character, name) in Self.characters {
      let outcome = try sandbox.registry(arguments + ["a\(character)b"], in: "acme")
      #expect(outcome.status == 1, "\(outcome.text)")
      #expect(outcome.error.contains("[manifest-character] escaped \(name)\n"), "\(outcome.text)")
      #expect(!outcome.text.contains("comment"), "\(outcome.text)")
    }
  }

  static let names: [[String]] = [
    ["show", "Models/größe"], ["show", "Models/m@größe"], ["member", "add", "größe", "--email", "g@acme.org"],
    ["alias", "set", "Models/m@1.0.0", "größe"], ["list", "größe"], ["größe"], ["explain", "größe"],
    ["list", "--at", "größe"], ["validate", "größe"], ["version", "create", "Models/m", "--metric", "größe=x"],
    ["version", "create", "Models/m", "--from", "größe.json"], ["inspect", "größe"], ["-C", "größe", "list"],
    ["candidate", "show", "Models/m", "größe"], ["fmt", "--root", "größe"], ["list", "--repo", "größe"],
    ["version", "create", "Models/m", "1.0.0-größe"], ["version", "create", "Models/m", "--artifact", "größe"],
    ["model", "create", "Models/k", "--branch", "größe"], ["pull", "Models/m@1.0.0", "--type", "größe"],
  ]

  @Test("names are printed as they are typed", arguments: names)
  func name(arguments: [String]) throws {
    try sandbox.registry("version", "create", "Models/m", "1.0.0", "--metric", "a=1", in: "acme")
    let outcome = try sandbox.registry(arguments, in: "acme")
    #expect(outcome.status != 0 && outcome.text.contains("größe"), "\(outcome.text)")
    #expect(!outcome.text.contains("\\x") && !outcome.text.contains("\\u"), "\(outcome.text)")
  }

  @Test("numbers in names are in the order of numbers")
  func order() throws {
    for name in ["model-10", "model-2", "model-1", "Model-3", "a9", "a10b2", "a10b10"] {
      try sandbox.registry("model", "create", "Models/\(name)", in: "acme")
    }
    let expected = ["Model-3", "a9", "a10b2", "a10b10", "m", "model-1", "model-2", "model-10"]
    let list = try sandbox.registry("list", "Models", in: "acme").split(separator: "\n").dropFirst()
    #expect(list.map { $0.prefix { $0 != " " }.description } == expected)
  }
}
