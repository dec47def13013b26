import Foundation
import TestSupport
import Testing

/// A pull into a folder that was pulled into before: what is the model's goes, what is somebody's stays.
struct PullAgainTests {
  private let sandbox: GitSandbox

  /// Models/m 1.0.0 with `model.bin`, `vocab/a.txt` and `same`; 1.1.0 with another `model.bin`, `vocab/b.txt` and `same`.
  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    try publish("1.0.0", ["model.bin": "first", "vocab/a.txt": "a", "same": "same"])
    try publish("1.1.0", ["model.bin": "second", "vocab/b.txt": "b", "same": "same"])
  }

  private func publish(_ number: String, _ files: [String: String]) throws {
    for (path, content) in files { try sandbox.write(content, to: "files-\(number)/\(path)") }
    try sandbox.registry("version", "create", "Models/m", number, "--artifact", "../files-\(number)", in: "acme")
  }

  private func pull(_ reference: String, _ options: String...) throws -> GitSandbox.Outcome {
    try sandbox.registry(["pull", "Models/m@\(reference)", "--output", "../out"] + options, in: "acme")
  }

  private func bash(_ script: String) throws -> String { try sandbox.run("bash", ["-c", script]).output }

  /// `path=content` of every file below `out`, and `path/` of every empty folder and `path@` of every link.
  private func files() throws -> [String] {
    try bash(
      "cd out; find . -type f -printf '%P=' -exec cat {} ';' -printf '\\n' -o -empty -type d -printf '%P/\\n' -o -type l -printf '%P@\\n'"
    )
    .split(separator: "\n").map(String.init).sorted()
  }

  private static let first = ["model.bin=first", "same=same", "vocab/a.txt=a"]
  private static let second = ["model.bin=second", "same=same", "vocab/b.txt=b"]

  @Test(
    "files of the version before are replaced and removed, up and down",
    arguments: [[], ["--swap"], ["--link"], ["--swap", "--link"]])
  func anotherVersion(options: [String]) throws {
    for (number, expected) in [
      ("1.0.0", Self.first), ("1.1.0", Self.second), ("1.0.0", Self.first), ("1.0.0", Self.first),
    ] {
      let outcome = try sandbox.registry(["pull", "Models/m@\(number)", "--output", "../out"] + options, in: "acme")
      #expect(outcome.status == 0, "\(outcome.text)")
      #expect(outcome.error == "", "\(outcome.text)")
      #expect(try files() == expected)
      #expect(try bash("ls -A | grep -e registry -e before") == "", "nothing is left beside")
    }
    let dry = try pull("1.1.0", "--dry-run")
    #expect(dry.output.contains("would remove what is not in it: ../out/vocab/a.txt"), "\(dry.text)")
    #expect(try files() == Self.first)
  }

  @Test("what is newer than the commit that is read is known too")
  func anotherCommit() throws {
    #expect(try pull("1.1.0").status == 0)
    let outcome = try pull("latest", "--at", "HEAD~1")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try files() == Self.first)
  }

  /// What somebody did to the folder, and what is left of it by force.
  struct Case {
    let script: String
    let named: String
    var forced = PullAgainTests.second
    var swapped: [String]? = nil
  }

  static let cases: [Case] = [
    // A file that the new version has too, and one that it has not.
    .init(script: "echo edited > out/model.bin", named: "model.bin"),
    .init(script: "echo edited > out/vocab/a.txt", named: "vocab/a.txt"),
    // The same size.
    .init(script: "printf FIRST > out/model.bin", named: "model.bin"),
    // Foreign, where the new version has a file.
    .init(script: "echo mine > out/vocab/b.txt", named: "vocab/b.txt"),
    .init(script: "mkfifo out/vocab/b.txt", named: "vocab/b.txt"),
    .init(script: "ln -sf ../precious out/model.bin", named: "model.bin"),
    // Links and files where a folder has to be.
    .init(script: "rm -r out/vocab; ln -s ../outside out/vocab", named: "vocab"),
    .init(script: "rm -r out/vocab; echo mine > out/vocab", named: "vocab"),
  ]

  @Test("what was edited or is in the way is replaced by force alone", arguments: cases, [[], ["--swap"]])
  func editedFiles(row: Case, options: [String]) throws {
    try sandbox.write("precious", to: "precious")
    try sandbox.write("precious", to: "outside/b.txt")
    #expect(try pull("1.0.0").status == 0)
    _ = try bash(row.script)
    let before = try bash("ls -lR out")
    let refused = try sandbox.registry(["pull", "Models/m@1.1.0", "--output", "../out"] + options, in: "acme")
    #expect(refused.status == 1, "\(refused.text)")
    #expect(refused.error.contains("\n  \(row.named)\nhelp: "), "\(refused.text)")
    #expect(try bash("ls -lR out") == before, "nothing is written")
    let forced = try sandbox.registry(
      ["pull", "Models/m@1.1.0", "--output", "../out", "--force"] + options, in: "acme")
    #expect(forced.status == 0, "\(forced.text)")
    #expect(try files() == row.forced)
    #expect(try sandbox.read("precious") + sandbox.read("outside/b.txt") == "preciousprecious")
  }

  @Test func aForeignFileBesideStays() throws {
    #expect(try pull("1.0.0").status == 0)
    _ = try bash("mkdir out/notes; echo mine > out/notes/x; echo mine > out/vocab/mine; ln -s nowhere out/link")
    for options in [[], ["--force"]] {
      let outcome = try sandbox.registry(["pull", "Models/m@1.1.0", "--output", "../out"] + options, in: "acme")
      #expect(outcome.status == 0, "\(outcome.text)")
      #expect(
        outcome.error == "warning: not the model's, and left alone: ../out/link, ../out/notes, ../out/vocab/mine\n",
        "\(outcome.text)")
      #expect(try Set(files()) == Set(Self.second + ["link@", "notes/x=mine", "vocab/mine=mine"]))
    }
  }

  @Test func aSwapKeepsWhatIsForeignBeside() throws {
    #expect(try pull("1.0.0").status == 0)
    _ = try bash("mkdir out/notes; echo mine > out/notes/x")
    let refused = try pull("1.1.0", "--swap")
    #expect(refused.status == 1)
    #expect(
      refused.error.contains("has files that are not the model's, and --swap replaces the whole folder"),
      "\(refused.text)")
    #expect(try Set(files()) == Set(Self.first + ["notes/x=mine"]))
    let forced = try pull("1.1.0", "--swap", "--force")
    #expect(forced.status == 0, "\(forced.text)")
    #expect(try files() == Self.second)
    #expect(try bash("cd out.before-*; find . -type f") == "./notes/x\n", "\(forced.text)")
    #expect(forced.error.contains("are now next to it, in 'out.before-"), "\(forced.text)")
  }

  @Test("a file in the place of a folder of the version before, and the other way round")
  func filesAndFolders() throws {
    try publish("2.0.0", ["vocab": "a file now", "same/deep/er": "a folder now"])
    #expect(try pull("1.0.0").status == 0)
    #expect(try pull("2.0.0").status == 0)
    #expect(try files() == ["same/deep/er=a folder now", "vocab=a file now"])
    let back = try pull("1.1.0")
    #expect(back.status == 0, "\(back.text)")
    #expect(try files() == Self.second)
    // A foreign folder in the way is nobody's to remove.
    _ = try bash("echo mine > out/vocab/mine")
    for options in [[], ["--force"]] {
      let outcome = try sandbox.registry(["pull", "Models/m@2.0.0", "--output", "../out"] + options, in: "acme")
      #expect(outcome.status == 1)
      #expect(outcome.error.contains("has folders in place of artifacts"), "\(outcome.text)")
    }
    #expect(try Set(files()) == Set(Self.second + ["vocab/mine=mine"]))
  }

  @Test("some types of a version stay beside others of the same one")
  func types() throws {
    try sandbox.write("log", to: "train.log")
    try sandbox.registry(
      "version", "create", "Models/m", "1.2.0", "--artifact", "../files-1.0.0/model.bin", "--log", "../train.log",
      in: "acme")
    #expect(try pull("1.2.0", "--type", "model").status == 0)
    #expect(try pull("1.2.0", "--type", "log").status == 0)
    #expect(try files() == ["model.bin=first", "train.log=log"])
    #expect(try pull("1.1.0").status == 0)
    #expect(try files() == Self.second)
  }

  @Test func whatAKilledPullLeftGoes() throws {
    #expect(try pull("1.0.0").status == 0)
    _ = try bash("echo half > out/.registry-3k9; echo half > out/vocab/.registry-3k9; echo mine > out/.registry-Mine")
    let outcome = try pull("1.0.0")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try Set(files()) == Set(Self.first + [".registry-Mine=mine"]))
  }

  // MARK: Swapping

  @Test("a reader never sees half of two versions")
  func aReader() throws {
    try publish("1.2.0", ["model.bin": "1.2.0", "vocab/c.txt": "1.2.0"])
    try publish("1.3.0", ["model.bin": "1.3.0", "vocab/d.txt": "1.3.0"])
    #expect(try pull("1.2.0", "--swap").status == 0)
    // A reader opens the folder once and looks around in it.
    let reader = """
      import os, sys
      seen = set()
      while not os.path.exists('stop'):
        folder = os.open('out', os.O_RDONLY)
        names = sorted(os.listdir(folder))
        try:
          if names == ['model.bin', 'vocab']:
            f = os.open('model.bin', os.O_RDONLY, dir_fd=folder)
            v = os.open('vocab', os.O_RDONLY, dir_fd=folder)
            seen.add((os.read(f, 9), tuple(os.listdir(v))))
            os.close(f); os.close(v)
          else: seen.add(tuple(names))
        except FileNotFoundError: pass
        os.close(folder)
      print([s for s in sorted(map(str, seen)) if s not in (
        "(b'1.2.0', ('c.txt',))", "(b'1.3.0', ('d.txt',))", "()", "('vocab',)", "(b'1.2.0', ())", "(b'1.3.0', ())")])
      """
    try sandbox.write(reader, to: "reader.py")
    let script = """
      python3 reader.py & reader=$!
      for i in 1 2 3 4 5 6 7 8; do
        git -C acme registry pull Models/m@1.3.0 -o ../out --swap >/dev/null || echo failed
        git -C acme registry pull Models/m@1.2.0 -o ../out --swap >/dev/null || echo failed
      done
      touch stop; wait $reader
      """
    #expect(try bash(script) == "[]\n")
  }

  @Test("swaps of one folder at once leave one whole version and nothing beside")
  func manySwaps() throws {
    let script = """
      for i in 1 2 3 4 5; do for v in 1.0.0 1.1.0; do
        git -C acme registry pull Models/m@$v -o ../out --swap >/dev/null || echo failed &
      done; done; wait; ls -A | grep -e registry -e before
      """
    #expect(try bash(script) == "")
    #expect(try [Self.first, Self.second].contains(files()))
  }

  @Test func aSwapThroughALinkAndWithTheOldPermissions() throws {
    _ = try bash("mkdir -m 750 real; ln -s real out")
    #expect(try pull("1.0.0", "--swap").status == 0)
    #expect(try pull("1.1.0", "--swap").status == 0)
    #expect(try bash("readlink out; stat -c %a real; cat real/model.bin") == "real\n750\nsecond")
  }

  @Test func aFileIsNoFolder() throws {
    try sandbox.write("mine", to: "out")
    for options in [[], ["--swap"], ["--force"]] {
      let outcome = try sandbox.registry(["pull", "Models/m@1.0.0", "--output", "../out"] + options, in: "acme")
      #expect(outcome.status == 1, "\(outcome.text)")
      #expect(outcome.error.contains("'../out' is a link or a file in place of a folder"), "\(outcome.text)")
    }
    #expect(try sandbox.read("out") == "mine")
  }

  @Test func theCurrentFolderIsNotSwapped() throws {
    #expect(try pull("1.0.0").status == 0)
    _ = try bash("git init -q out; git clone -q acme out/clone")
    let outcome = try sandbox.registry(["pull", "Models/m@1.1.0", "-o", "..", "--swap", "--force"], in: "out/clone")
    #expect(outcome.status == 1, "\(outcome.text)")
    #expect(outcome.error.contains("cannot be exchanged here: it is the current folder"), "\(outcome.text)")
    #expect(try bash("cat out/model.bin; ls -A | grep registry") == "first")
  }

  @Test("what a killed swap left goes with the next one, and one that is under way stays")
  func leftovers() throws {
    _ = try bash(
      "mkdir -p dead/sub .out.registry-held .out.registry-1; touch dead/sub/x .out.registry-1/kept; mv dead .out.registry-$(stat -c %i dead); mkdir elsewhere; ln -s elsewhere .out.registry-link"
    )
    let outcome = try sandbox.run(
      "flock",
      [".out.registry-held", "git", "-C", "acme", "registry", "pull", "Models/m@1.0.0", "-o", "../out", "--swap"])
    #expect(outcome.status == 0, "\(outcome.text)")
    let left = try bash("ls -Ad .out.*")
    #expect(left == ".out.registry-held\n.out.registry-link\n")
    // The old folder of a swap may hold anything.
    #expect(try bash("ls out.before-*") == "kept\n")
  }

  // MARK: Places

  @Test("paths are shown as the caller sees them")
  func placesAsTheCallerSeesThem() throws {
    for (options, shown) in [
      (["-C", "acme"], "acme/m-1.0.0/"), (["-C", "acme", "-o", "there"], "acme/there/"),
      (["-C", "acme", "-o", sandbox.path("abs")], sandbox.path("abs") + "/"),
      (["-C", sandbox.path("acme")], sandbox.path("acme/m-1.0.0") + "/"),
    ] {
      let outcome = try sandbox.registry(["pull", "Models/m@1.0.0"] + options, in: ".")
      #expect(outcome.output.hasSuffix(", into \(shown)\n"), "\(outcome.text)")
      #expect(sandbox.exists(shown.hasPrefix("/") ? String(shown.dropFirst(sandbox.path("").utf8.count)) : shown))
    }
    let before = try sandbox.registry(["-C", "acme", "pull", "Models/m@1.1.0"], in: ".")
    #expect(before.output.hasSuffix("into acme/m-1.1.0/\n"), "\(before.text)")
    let json = try sandbox.registry(["pull", "-C", "acme", "Models/m@1.0.0", "--json"], in: ".")
    #expect(json.output.contains("\"acme/m-1.0.0\""), "\(json.text)")
    try sandbox.write("edited", to: "acme/m-1.0.0/model.bin")
    let refused = try sandbox.registry(["pull", "-C", "acme", "Models/m@1.0.0"], in: ".")
    #expect(refused.error.contains("'acme/m-1.0.0' has files that no version"), "\(refused.text)")
  }

  @Test func nothingGoesIntoABareRepositoryUnasked() throws {
    try sandbox.git("clone", "--quiet", "--bare", "acme", "bare.git")
    let before = try bash("ls bare.git")
    for (directory, options) in [
      ("bare.git", []), (".", ["-C", "bare.git"]), ("acme/.git", []), ("bare.git/objects", []),
    ] {
      let outcome = try sandbox.registry(["pull", "Models/m@1.0.0"] + options, in: directory)
      #expect(outcome.status == 64, "\(outcome.text)")
      #expect(outcome.error.contains("help: name the folder to write into with --output"), "\(outcome.text)")
    }
    #expect(try bash("ls bare.git") == before)
  }

  @Test("files get what the umask leaves", arguments: [("022", "644 755"), ("002", "664 775"), ("077", "600 700")])
  func permissions(umask: String, modes: String) throws {
    let script = """
      umask \(umask); cd acme; git registry pull Models/m@1.0.0 -o ../out --lock ../lock.yaml >/dev/null
      git registry pull Models/m@1.0.0 -o ../swapped/out --swap >/dev/null
      cd ..; stat -c %a out/model.bin out/vocab/a.txt swapped/out/same lock.yaml out out/vocab swapped swapped/out | uniq | xargs
      """
    #expect(try bash(script) == modes + "\n")
  }

  // MARK: Scripts and programs

  @Test("what may be run may be run again")
  func executables() throws {
    _ = try bash(
      "mkdir files; cd files; printf '#!/bin/sh\\n' > run.sh; echo x > model.bin; chmod 755 run.sh; chmod 644 model.bin"
    )
    try sandbox.registry("version", "create", "Models/m", "1.2.0", "--artifact", "../files", in: "acme")
    let manifest = try sandbox.read("acme/registries/Models/m/versions/1.2.0.yaml")
    #expect(
      manifest.contains(#/path: run.sh\n    type: model\n    digest: .*\n    size: 10\n    executable: true\n/#),
      "\(manifest)")
    #expect(manifest.components(separatedBy: "executable").count == 2, "\(manifest)")
    #expect(try sandbox.registry("show", "Models/m@1.2.0", in: "acme").contains("model (executable)"))
    #expect(try pull("1.2.0", "--lock", "../lock.yaml").status == 0)
    #expect(try sandbox.read("lock.yaml").contains("executable: true"))
    #expect(try bash("stat -c %a out/run.sh out/model.bin") == "755\n644\n")
    // Somebody took the permission away.
    _ = try bash("chmod 644 out/run.sh")
    #expect(try pull("1.2.0").status == 0)
    #expect(
      try bash(
        "stat -c %a out/run.sh; cd acme; umask 077; git registry pull Models/m@1.2.0 -o ../own >/dev/null; stat -c %a ../own/*"
      ) == "755\n600\n700\n")
    // The store's file may not be run, so it is copied.
    #expect(try pull("1.2.0", "--link", "--swap", "--force").status == 0)
    _ = try bash("rm out/run.sh out/model.bin")
    #expect(try pull("1.2.0", "--link").status == 0)
    #expect(try bash("stat -c '%a %h' out/run.sh out/model.bin") == "755 1\n444 2\n")
    // Published is published: with a lock, and with the rules.
    try sandbox.write(
      try sandbox.read("lock.yaml").replacingOccurrences(of: "        executable: true\n", with: ""), to: "lock.yaml")
    let locked = try sandbox.registry(["pull", "--locked", "../lock.yaml", "--output", "../out"], in: "acme")
    #expect(locked.error.contains("another type, size or executable permission"), "\(locked.text)")
    _ = try bash("chmod 755 files/model.bin")
    let edited = try sandbox.registry(
      ["version", "edit", "Models/m@1.2.0", "--artifact", "../files/model.bin"], in: "acme")
    #expect(edited.error.contains("already exists with other content, type or executable"), "\(edited.text)")
    let compared = try sandbox.registry("compare", "Models/m@1.2.0", "Models/m@1.1.0", in: "acme")
    #expect(compared.contains("executable"), "\(compared)")
  }

  @Test("where every file seems to be a program, none is")
  func noModes() throws {
    try sandbox.git("config", "core.fileMode", "false", in: "acme")
    _ = try bash("mkdir files; echo x > files/model.bin; chmod 755 files/model.bin")
    try sandbox.registry("version", "create", "Models/m", "1.2.0", "--artifact", "../files", in: "acme")
    #expect(try !sandbox.read("acme/registries/Models/m/versions/1.2.0.yaml").contains("executable"))
  }
}
