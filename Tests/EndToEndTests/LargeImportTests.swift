import Foundation
import TestSupport
import Testing

/// Files that are large or many: streamed in pieces, several at once, each under the digest of what was written.
struct LargeImportTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
  }

  /// Every file in the store is named by its digest, nothing temporary is left, and git is sound.
  private func expectSound() throws {
    let check = """
      cd .git/lfs/objects 2>/dev/null || exit 0
      find . -type f | while read -r file; do [ "$(sha256sum < $file)" = "${file##*/}  -" ] || echo "altered $file"; done
      """
    #expect(try sandbox.run("bash", ["-c", check], in: "acme").output == "")
    try sandbox.git("fsck", "--strict", in: "acme")
  }

  @Test("sizes around the pieces come in and go out as they were", arguments: [8 << 20, (8 << 20) - 1, (20 << 20) + 7])
  func sizes(_ size: Int) throws {
    _ = try sandbox.run("bash", ["-c", "head -c \(size) /dev/urandom > weights; head -c \(size) /dev/zero > zeros"])
    try sandbox.registry(
      "version", "create", "Models/m", "--artifact", "../weights", "--artifact", "../zeros", in: "acme")
    try expectSound()
    try sandbox.registry("pull", "Models/m@latest", "--output", "../back", in: "acme")
    #expect(try sandbox.run("cmp", ["weights", "back/weights"]).status == 0)
    #expect(try sandbox.run("cmp", ["zeros", "back/zeros"]).status == 0)
  }

  @Test func aFolderOfManySmallFiles() throws {
    _ = try sandbox.run(
      "bash", ["-c", "mkdir in; for i in $(seq 1500); do echo $((i % 1400)) > in/$i; done; : > in/empty"])
    try sandbox.registry("version", "create", "Models/m", "--artifact", "../in", in: "acme")
    try expectSound()
    let stored = try sandbox.run(
      "bash", ["-c", "find .git/lfs/objects -type f | wc -l; find .git/lfs/tmp -type f"], in: "acme")
    #expect(stored.output == "1400\n")
    try sandbox.registry("pull", "Models/m@latest", "--output", "../back", in: "acme")
    #expect(try sandbox.run("diff", ["-r", "in", "back"]).status == 0)
    #expect(try sandbox.registry("validate", in: "acme").contains("no findings"))
  }

  /// A file that cannot be written whole is told by its name, and nothing of it stays.
  @Test("a full disk", arguments: [300_000, 12 << 20])
  func aFullDisk(_ size: Int) throws {
    _ = try sandbox.run("bash", ["-c", "head -c \(size) /dev/urandom > weights"])
    let script = "trap '' XFSZ; ulimit -f 200; git registry version create Models/m --artifact ../weights"
    let outcome = try sandbox.run("bash", ["-c", script], in: "acme")
    #expect(outcome.status == 70, "\(outcome.text)")
    #expect(outcome.error.contains("File too large"), "\(outcome.text)")
    #expect(try sandbox.run("bash", ["-c", "find .git/lfs -type f 2>/dev/null"], in: "acme").output == "")
    try sandbox.registry("version", "create", "Models/m", "--artifact", "../weights", in: "acme")
    try expectSound()
  }

  @Test("progress is shown on a terminal, and nowhere else")
  func progress() throws {
    sandbox.environment["TERM"] = "xterm"
    _ = try sandbox.run("truncate", ["--size", "600M", "weights"])
    let command = "git registry version create Models/m --artifact ../weights"
    let outcome = try sandbox.run("script", ["--quiet", "--return", "--command", command, "/dev/null"], in: "acme")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(
      outcome.output.contains(#/adding  \d+\.\d MiB of 600\.0 MiB  \d+ %  \d+\.\d [MG]iB/s  0:\d\d left/#),
      "\(outcome.text)")
    // Another file: the same one again is worth a warning.
    _ = try sandbox.run("truncate", ["--size", "601M", "weights"])
    let plain = try sandbox.registry(["version", "create", "Models/m", "--artifact", "../weights"], in: "acme")
    #expect(plain.output.hasPrefix("Publish") && plain.error == "", "\(plain.text)")
  }

  /// Killed anywhere, the next run succeeds.
  @Test func killedImports() throws {
    _ = try sandbox.run(
      "bash",
      ["-c", "head -c \(48 << 20) /dev/urandom > weights; mkdir in; for i in $(seq 300); do echo $i > in/$i; done"])
    let script = """
      for delay in 0.01 0.03 0.06 0.1 0.15 0.2 0.3; do
        timeout --signal=KILL $delay git registry version create Models/m 1.0.0 --artifact ../weights --artifact ../in >/dev/null 2>&1
      done
      git registry version create Models/m 1.0.0 --artifact ../weights --artifact ../in 2>&1 | grep -v 'already published' | grep -i error
      git registry pull Models/m@1.0.0 --output ../back
      """
    let outcome = try sandbox.run("bash", ["-c", script], in: "acme")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try sandbox.run("cmp", ["weights", "back/weights"]).status == 0)
    try expectSound()
  }
}
