import Foundation
import TestSupport
import Testing

/// What `verify` tells of content that is not what its name says.
struct VerifyTests {
  private func make(_ mode: String) throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", mode, in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    try sandbox.write("weights", to: "acme/model.onnx")
    try sandbox.write("shared", to: "acme/shared.json")
    try sandbox.write("", to: "acme/empty")
    let artifacts = ["--artifact", "model.onnx", "--artifact", "shared.json", "--artifact", "empty"]
    _ = try sandbox.registry(["version", "create", "Models/m"] + artifacts, in: "acme")
    try sandbox.registry("candidate", "create", "Models/m", "--id", "run1", "--artifact", "shared.json", in: "acme")
    return sandbox
  }

  @Test("all is whole", arguments: ["lfs", "git"])
  func tellsThatAllIsWhole(mode: String) throws {
    let sandbox = try make(mode)
    let outcome = try sandbox.registry(["verify", "--all"], in: "acme")
    #expect(outcome.text == "verified 2 blobs, 13 B: all sound\n[exit status 0]\n")
  }

  /// How the file `$f` of `shared.json` is damaged, what is told of it, and the exit status.
  static let damages: [(script: String, line: String, status: Int32)] = [
    ("rm -f $f", "missing: ", 3),
    ("rm -rf .git/lfs", "missing: ", 3),
    ("truncate -s 3 $f", "3 bytes instead of 6", 1),
    ("truncate -s 0 $f", "0 bytes instead of 6", 1),
    ("printf more >> $f", "10 bytes instead of 6", 1),
    ("printf X | dd of=$f bs=1 seek=2 conv=notrunc status=none", "altered: ", 1),
    ("rm -f $f && mkdir $f", "it is not a file", 1),
    ("rm -f $f && mkfifo $f", "it is not a file", 1),
    ("ln -sf /nowhere $f", "missing: ", 3),
  ]

  @Test("finds", arguments: damages)
  func finds(script: String, line: String, status: Int32) throws {
    let sandbox = try make("lfs")
    let find = "f=$(echo .git/lfs/objects/*/*/$(sha256sum shared.json | cut -d' ' -f1)); chmod u+w $f; "
    let damaged = try sandbox.run("bash", ["-ec", find + script], in: "acme")
    try #require(damaged.status == 0, "\(damaged.text)")
    let outcome = try sandbox.registry(["verify"], in: "acme")
    #expect(outcome.status == status, "\(outcome.text)")
    #expect(outcome.output.contains(line), "\(outcome.text)")
    #expect(outcome.output.contains("\n  Models/m@1.0.0 shared.json\n"), "\(outcome.text)")
    #expect(outcome.output.contains("\n  candidate run1 of Models/m shared.json\n"), "\(outcome.text)")
    #expect(outcome.output.contains("damaged") == (status == 1), "\(outcome.text)")
    // A program is told the same.
    let json = try sandbox.registry(["verify", "--json"], in: "acme")
    #expect(json.status == status && json.error.isEmpty, "\(json.text)")
    #expect(json.output.contains("\"candidate run1 of Models/m shared.json\""))
  }

  @Test func looksOnlyAtWhatTheReferenceNames() throws {
    let sandbox = try make("lfs")
    try sandbox.registry("model", "create", "Models/other", in: "acme")
    try sandbox.write("other", to: "acme/other.bin")
    try sandbox.registry("version", "create", "Models/other", "--artifact", "other.bin", in: "acme")
    _ = try sandbox.run(
      "bash", ["-c", "rm -f .git/lfs/objects/*/*/$(sha256sum model.onnx | cut -d' ' -f1)"], in: "acme")
    for (reference, status) in [
      ("Models", 3), ("Models/m", 3), ("Models/m@1.0.0", 3), ("Models/other", 0), ("Datasets", 0), ("Models/none", 1),
    ] as [(String, Int32)] {
      let outcome = try sandbox.registry(["verify", reference], in: "acme")
      #expect(outcome.status == status, "\(reference): \(outcome.text)")
    }
    #expect(try sandbox.registry(["verify", "Models", "--all"], in: "acme").status == 64)
  }

  @Test("purged content is told as purged", arguments: ["lfs", "git"])
  func tellsPurgedContentApart(mode: String) throws {
    let sandbox = try make(mode)
    let digest = try sandbox.run("bash", ["-c", "sha256sum shared.json | cut -d' ' -f1 | tr -d '\\n'"], in: "acme")
      .output
    try sandbox.registry("purge", "sha256:\(digest)", "--reason", "held a key", in: "acme")
    let outcome = try sandbox.registry(["verify"], in: "acme")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.output.hasPrefix("purged: sha256:\(digest): held a key\n  Models/m@1.0.0 shared.json\n"))
    #expect(outcome.output.hasSuffix("verified 1 blob, 7 B: 1 purged\n"), "\(outcome.text)")
  }

  @Test func findsDamageInGitsOwnObjects() throws {
    let sandbox = try make("git")
    let script = """
      id=$(git hash-object shared.json); f=.git/objects/${id:0:2}/${id:2}; chmod u+w $f; printf 'xxxxxxxx' > $f
      id=$(git hash-object model.onnx); rm -f .git/objects/${id:0:2}/${id:2}
      """
    _ = try sandbox.run("bash", ["-ec", script], in: "acme")
    let outcome = try sandbox.registry(["verify"], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("verified 2 blobs, 13 B: 1 missing, 1 damaged"), "\(outcome.text)")
  }

  /// The command that the message names brings what is missing and what is damaged.
  @Test func theHelpMends() throws {
    let sandbox = try make("lfs")
    try sandbox.git("clone", "--quiet", "acme", "clone")
    let missing = try sandbox.registry(["verify"], in: "clone")
    #expect(missing.status == 3)
    let help = try #require(missing.output.split(separator: "\n").last?.split(separator: ": ").last)
    #expect(try sandbox.run("bash", ["-c", String(help)], in: "clone").status == 0)
    #expect(try sandbox.registry(["verify"], in: "clone").status == 0)
  }
}
