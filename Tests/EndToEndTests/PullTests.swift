import Foundation
import TestSupport
import Testing

/// Content on its way out: from the local store, and through real git-lfs from servers that work and servers that do not.
struct PullTests {
  private let sandbox: GitSandbox

  /// `acme` with Models/m 1.0.0, 1.1.0 and 1.2.0, a model and a log in each, pushed to `plain.git`.
  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    for number in ["1.0.0", "1.1.0", "1.2.0"] { try publish(number) }
    try sandbox.git("init", "--quiet", "--bare", "plain.git")
    try sandbox.git("remote", "add", "origin", address, in: "acme")
    try sandbox.git("push", "--quiet", "--set-upstream", "origin", "main", in: "acme")
    try sandbox.git("config", "--global", "lfs.transfer.maxretries", "1")
  }

  private var address: String { "file://\(sandbox.path("plain.git"))" }

  private func publish(_ number: String, weights: String? = nil) throws {
    try sandbox.write(weights ?? "weights \(number)", to: "acme/model.onnx")
    try sandbox.write("log \(number)", to: "acme/train.log")
    try sandbox.registry(
      "version", "create", "Models/m", number, "--artifact", "model.onnx", "--artifact", "train.log=log", in: "acme")
  }

  private func clone(_ options: String...) throws {
    _ = try sandbox.run("rm", ["-rf", "clone"])
    let outcome = try sandbox.run("git", ["clone", "--quiet"] + options + [address, "clone"])
    try #require(outcome.status == 0, "\(outcome.text)")
  }

  private func pull(_ arguments: String...) throws -> GitSandbox.Outcome {
    try sandbox.registry(["pull"] + arguments, in: "clone")
  }

  /// The contents of the clone's store, sorted.
  private func stored() throws -> [String] {
    let find = "for f in $(find $(git rev-parse --git-dir)/lfs/objects -type f 2>/dev/null); do cat $f; echo; done"
    return try sandbox.run("bash", ["-c", find], in: "clone").output.split(separator: "\n").map(String.init).sorted()
  }

  @Test("only what the reference names is fetched, whatever git-lfs is configured to", arguments: [[], ["--bare"]])
  func onlyTheNamedContent(options: [String]) throws {
    if options.isEmpty { try clone() } else { try clone("--bare") }
    for setting in [("fetchinclude", "nothing/**"), ("fetchexclude", "*"), ("fetchrecentalways", "true")] {
      try sandbox.git("config", "lfs.\(setting.0)", setting.1, in: "clone")
    }
    #expect(try pull("Models/m@1.1.0", "--type", "model", "--output", "out").status == 0)
    #expect(try stored() == ["weights 1.1.0"])
    #expect(try sandbox.read("clone/out/model.onnx") == "weights 1.1.0")
    #expect(!sandbox.exists("clone/out/train.log"))
    // The commit before the last publication, and a commit alone.
    #expect(try pull("Models/m@latest", "--at", "HEAD~1", "--type", "log", "--output", "out").status == 0)
    #expect(try sandbox.read("clone/out/train.log") == "log 1.1.0")
    #expect(try stored() == ["log 1.1.0", "weights 1.1.0"])
    let outcome = try pull("Models/m@1.1.0", "--type", "modle")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("did you mean 'model'"), "\(outcome.text)")
  }

  @Test func aDryRunDoesNothing() throws {
    try clone()
    let outcome = try pull("Models/m@1.0.0", "--dry-run", "--lock", "lock.yaml")
    #expect(outcome.text.contains("would fetch 22 B of it: the local store lacks 2 artifacts"), "\(outcome.text)")
    #expect(try stored() == [])
    #expect(!sandbox.exists("clone/m-1.0.0"))
    #expect(!sandbox.exists("clone/lock.yaml"))
  }

  @Test func contentThatNobodyHasIsListed() throws {
    try clone()
    _ = try sandbox.run("bash", ["-c", "rm $(grep -rl 'weights 1.1.0' plain.git/lfs/objects)"])
    let outcome = try pull("Models/m@1.1.0")
    #expect(outcome.status == 3)
    #expect(outcome.error.contains("the content of 1 artifact is neither here nor at 'origin'"), "\(outcome.text)")
    #expect(!sandbox.exists("clone/m-1.1.0"))
    // Who has the content mends it with the command that the message names.
    let help = try #require(outcome.error.split(separator: "\n").last?.split(separator: ": ").last)
    #expect(try sandbox.run("bash", ["-c", String(help)], in: "acme").status == 0)
    #expect(try pull("Models/m@1.1.0").status == 0)
  }

  @Test func theRemoteIsTheBranchsOwn() throws {
    try clone()
    try sandbox.git("remote", "rename", "origin", "upstream", in: "clone")
    try sandbox.git("remote", "add", "origin", "file://\(sandbox.path("nowhere.git"))", in: "clone")
    #expect(try pull("Models/m@1.0.0").status == 0)
    #expect(try pull("Models/m@1.1.0", "--remote", "origin").status == 4)
    #expect(try pull("Models/m@1.1.0", "--remote", "upstraem").error.contains("did you mean 'upstream'"))
    try sandbox.git("remote", "rename", "origin", "other", in: "clone")
    try sandbox.git("config", "--unset", "branch.main.remote", in: "clone")
    let outcome = try pull("Models/m@1.1.0")
    #expect(outcome.status == 3)
    #expect(outcome.error.contains("help: name where to fetch it from with --remote"), "\(outcome.text)")
    try sandbox.git("remote", "remove", "other", in: "clone")
    #expect(try pull("Models/m@1.1.0").status == 0)
  }

  @Test func oneDamagedArtifactKeepsAllFromBeingWritten() throws {
    try clone()
    #expect(try pull("Models/m@1.0.0").status == 0)
    // By file:// git-lfs links what it fetches: a new file, so that the server's stays as it is.
    let damage = "f=$(grep -rl 'log 1.0.0' .git/lfs/objects); rm -f $f; printf 'LOG 1.0.0' > $f"
    _ = try sandbox.run("bash", ["-c", damage], in: "clone")
    let outcome = try pull("Models/m@1.0.0", "--output", "again")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("nothing was written"), "\(outcome.text)")
    #expect(!sandbox.exists("clone/again"), "not even an empty folder")
    let help = try #require(outcome.error.split(separator: "\n").last?.split(separator: ": ").last)
    #expect(try sandbox.run("bash", ["-c", String(help)], in: "clone").status == 0, "\(help)")
    let mended = try pull("Models/m@1.0.0", "--output", "again")
    #expect(mended.status == 0, "\(mended.text)")
  }

  @Test func linkedFilesTakeTheirSpaceOnce() throws {
    func bash(_ script: String) throws -> String { try sandbox.run("bash", ["-c", script], in: "clone").output }
    let store = "$(grep -rl 'weights 1.0.0' .git/lfs/objects)"
    try clone()
    // Fetched just now, then from the store; the empty file is nobody's.
    for folder in ["first", "second"] {
      #expect(try pull("Models/m@1.0.0", "--link", "--output", folder).status == 0)
      #expect(try bash("[ \(folder)/model.onnx -ef \(store) ] && stat -c %a \(folder)/model.onnx") == "444\n")
    }
    #expect(try pull("Models/m@1.0.0", "--link", "--output", "first").status == 0, "what is there stays")
    #expect(try pull("Models/m@1.0.0", "--output", "copied").status == 0)
    #expect(try bash("[ copied/model.onnx -ef \(store) ] || stat -c %a copied/model.onnx") == "644\n")
    // Another file system has a copy.
    let other = sandbox.path("").hasPrefix("/dev/shm/") ? "/var/tmp" : "/dev/shm"
    let memory = "\(other)/registry-\(UUID().uuidString)"
    defer { _ = try? sandbox.run("rm", ["-rf", memory]) }
    #expect(try pull("Models/m@1.0.0", "--link", "--output", memory).status == 0)
    #expect(try bash("cat \(memory)/model.onnx; stat -c %h \(memory)/model.onnx") == "weights 1.0.01\n")
  }

  @Test func damagedContentIsNotLinked() throws {
    try clone()
    #expect(try pull("Models/m@1.0.0").status == 0)
    let damage = "f=$(grep -rl 'log 1.0.0' .git/lfs/objects); rm -f $f; printf 'LOG 1.0.0' > $f"
    _ = try sandbox.run("bash", ["-c", damage], in: "clone")
    let outcome = try pull("Models/m@1.0.0", "--link", "--output", "again")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("nothing was written"), "\(outcome.text)")
    #expect(!sandbox.exists("clone/again"))
  }

  @Test func whatAnotherCloneLendsIsHashed() throws {
    try clone()
    #expect(try pull("Models/m@1.0.0").status == 0)
    let damage = "f=$(grep -rl 'log 1.0.0' .git/lfs/objects); rm -f $f; printf 'LOG 1.0.0' > $f"
    _ = try sandbox.run("bash", ["-c", damage], in: "clone")
    try sandbox.git("clone", "--quiet", "--reference", "clone", address, "borrower")
    let outcome = try sandbox.registry(["pull", "Models/m@1.0.0", "--link", "--output", "out"], in: "borrower")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("nothing was written"), "\(outcome.text)")
  }

  @Test("nothing is written through a link below the folder that was named")
  func linksBelowTheFolder() throws {
    try clone()
    try sandbox.git("init", "--quiet", "outside")
    func bash(_ script: String) throws { _ = try sandbox.run("bash", ["-c", script], in: "clone") }
    // The folder that a version has unless another is named; below a shared one; at a file's place.
    try bash(
      "ln -s ../outside m-1.0.0; mkdir all out; ln -s ../../outside all/m-1.0.0; ln -s ../../outside/x out/model.onnx")
    let lock = try pull("Models/m@1.0.0", "--lock", "lock.yaml", "--output", "locked")
    #expect(lock.status == 0, "\(lock.text)")
    #expect(try pull("Models/m@1.1.0", "--lock", "lock.yaml", "--output", "locked-too").status == 0)
    for arguments in [
      ["Models/m@1.0.0"], ["--locked", "lock.yaml", "--output", "all"], ["Models/m@1.0.0", "-o", "out"],
    ] {
      let outcome = try sandbox.registry(["pull"] + arguments, in: "clone")
      #expect(outcome.status == 1, "\(outcome.text)")
      #expect(outcome.error.contains("help: "), "\(outcome.text)")
    }
    // Named by the user, a link is a folder like any other.
    try bash("mkdir real; ln -s real named")
    #expect(try pull("Models/m@1.0.0", "--output", "named").status == 0)
    #expect(try sandbox.read("clone/real/model.onnx") == "weights 1.0.0")
    #expect(try sandbox.run("ls", ["outside"]).output == "")
  }

  // MARK: Servers

  @Test(.enabled(if: LFSServer.giftless != nil, LFSServer.missing))
  func aRealServer() throws {
    try LFSServer.serveGiftless(in: sandbox) { url in
      try sandbox.git("config", "--global", "lfs.url", url)
      try sandbox.git("config", "--global", "lfs.\(url).locksverify", "false")
      try publish("1.3.0")
      try sandbox.git("push", "--quiet", "origin", "main", in: "acme")
      try sandbox.git("lfs", "push", "--all", "origin", "main", in: "acme")
      try clone("--no-checkout")
      let outcome = try pull("Models/m@1.3.0")
      #expect(outcome.status == 0, "\(outcome.text)")
      #expect(try stored() == ["log 1.3.0", "weights 1.3.0"])
      let lost = try sandbox.run("bash", ["-c", "rm $(grep -rl 'weights 1.0.0' store)"])
      #expect(lost.status == 0, "\(lost.text)")
      #expect(try pull("Models/m@1.0.0").status == 3)
    }
  }

  @Test func serversThatErr() throws {
    try LFSServer.serveErring(in: sandbox) { url in
      _ = try sandbox.run(
        "bash", ["-c", "cp $(find plain.git/lfs/objects -type f) objects/"])
      for (mode, status) in [
        ("missing", Int32(3)), ("batch-503", 4), ("batch-429", 4), ("batch-html", 4), ("403", 4), ("404", 4),
        ("429", 4),
        ("503", 4), ("html", 4), ("wrong", 4), ("short", 4), ("expired", 4),
      ] {
        try clone()
        try sandbox.git("config", "lfs.url", url, in: "clone")
        try sandbox.write(mode, to: "mode")
        let outcome = try pull("Models/m@1.1.0", "--lock", "lock.yaml")
        #expect(outcome.status == status, "\(mode): \(outcome.text)")
        #expect(outcome.error.split(separator: "\n").last?.hasPrefix("help: ") == true, "\(mode): \(outcome.text)")
        #expect(try stored() == [], "\(mode)")
        #expect(!sandbox.exists("clone/m-1.1.0"), "\(mode)")
        #expect(!sandbox.exists("clone/lock.yaml"), "\(mode)")
        // Once the server is well, the same command succeeds.
        try sandbox.write("ok", to: "mode")
        let again = try pull("Models/m@1.1.0", "--lock", "lock.yaml")
        #expect(again.status == 0, "\(mode): \(again.text)")
        #expect(try sandbox.read("clone/m-1.1.0/model.onnx") == "weights 1.1.0", "\(mode)")
      }
      let asked = try sandbox.read("requests").split(separator: "\n").compactMap {
        $0.split(separator: " ").dropFirst().first
      }
      #expect(Set(asked).count == 2, "nothing but the version's two blobs is ever asked for")
    }
  }

  /// A disk that is full at the file that is fetched, and at the file that is written from the store.
  @Test("a full disk", arguments: [false, true])
  func aFullDisk(isFetched: Bool) throws {
    try publish("1.3.0", weights: String(repeating: "weights", count: 100_000))
    try sandbox.git("push", "--quiet", "origin", "main", in: "acme")
    try LFSServer.serveErring(in: sandbox) { url in
      _ = try sandbox.run("bash", ["-c", "cp $(find plain.git/lfs/objects -type f) objects/"])
      try clone()
      try sandbox.git("config", "lfs.url", url, in: "clone")
      if isFetched {
        #expect(try pull("Models/m@1.3.0", "--output", "first").status == 0)
      }
      let script = "trap '' XFSZ; ulimit -f 200; git registry pull Models/m@1.3.0 --output new/out"
      let outcome = try sandbox.run("bash", ["-c", script], in: "clone")
      #expect(outcome.status == (isFetched ? 70 : 4), "\(outcome.text)")
      #expect(outcome.error.contains(#/[Ff]ile too large/#), "\(outcome.text)")
      #expect(!sandbox.exists("clone/new"))
      let again = try pull("Models/m@1.3.0", "--output", "new/out")
      #expect(again.status == 0, "\(again.text)")
      #expect(try sandbox.read("clone/new/out/model.onnx").utf8.count == 700_000)
    }
  }

  @Test("progress of a slow download is shown on a terminal, and nowhere else")
  func progress() throws {
    sandbox.environment["TERM"] = "xterm"
    try publish("1.3.0", weights: String(repeating: "weights", count: 300_000))
    try sandbox.git("push", "--quiet", "origin", "main", in: "acme")
    try LFSServer.serveErring(in: sandbox) { url in
      _ = try sandbox.run("bash", ["-c", "cp $(find plain.git/lfs/objects -type f) objects/"])
      try sandbox.write("slow", to: "mode")
      try clone()
      try sandbox.git("config", "lfs.url", url, in: "clone")
      let command = "git registry pull Models/m@1.3.0"
      let outcome = try sandbox.run("script", ["--quiet", "--return", "--command", command, "/dev/null"], in: "clone")
      #expect(outcome.status == 0, "\(outcome.text)")
      #expect(
        outcome.output.contains(#/fetching  [1-9]\d*\.\d [KM]iB of 2\.0 MiB  \d+ %  \d+\.\d [KM]iB/s  0:\d\d left/#),
        "\(outcome.text)")
      try clone()
      try sandbox.git("config", "lfs.url", url, in: "clone")
      let plain = try pull("Models/m@1.3.0")
      #expect(plain.status == 0 && plain.error == "", "\(plain.text)")
    }
  }

  @Test func anInterruptedTransferGoesOn() throws {
    try publish("1.3.0", weights: String(repeating: "weights", count: 300_000))
    try sandbox.git("push", "--quiet", "origin", "main", in: "acme")
    try LFSServer.serveErring(in: sandbox) { url in
      _ = try sandbox.run("bash", ["-c", "cp $(find plain.git/lfs/objects -type f) objects/"])
      try clone()
      try sandbox.git("config", "lfs.url", url, in: "clone")
      try sandbox.write("short", to: "mode")
      #expect(try pull("Models/m@1.3.0", "--type", "model").status == 4)
      #expect(!sandbox.exists("clone/m-1.3.0"))
      try sandbox.write("ok", to: "mode")
      try sandbox.write("", to: "requests")
      let outcome = try pull("Models/m@1.3.0", "--type", "model")
      #expect(outcome.status == 0, "\(outcome.text)")
      #expect(try sandbox.read("requests").contains(" bytes=1050000-"), "only the rest is asked for")
      #expect(try sandbox.read("clone/m-1.3.0/model.onnx").utf8.count == 2_100_000)
    }
  }

  // MARK: Lock files

  @Test("a lock file brings back what a reference meant", arguments: ["lock.yaml", "lock.json"])
  func lockFiles(lock: String) throws {
    try clone()
    #expect(try pull("Models/m@1.0.x", "--lock", lock, "--output", "a").status == 0)
    #expect(try pull("Models/m@latest", "--lock", lock, "--output", "b", "--type", "model").status == 0)
    let written = try sandbox.read("clone/\(lock)")
    try publish("1.3.0")
    try sandbox.git("push", "--quiet", "origin", "main", in: "acme")
    try sandbox.git("pull", "--quiet", in: "clone")
    let outcome = try pull("--locked", lock, "--output", "all")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try sandbox.read("clone/all/m-1.2.0/model.onnx") == "weights 1.2.0")
    #expect(!sandbox.exists("clone/all/m-1.2.0/train.log"))
    #expect(try sandbox.read("clone/all/m-1.0.0/train.log") == "log 1.0.0")
    #expect(try pull("--locked", lock, "Models/m@latest", "--output", "one").status == 0)
    #expect(try sandbox.read("clone/one/model.onnx") == "weights 1.2.0")
    #expect(try pull("--locked", lock, "Models/m@1.x").error.contains("no entry for 'Models/m@1.x'"))
    #expect(try sandbox.read("clone/\(lock)") == written)
    // The reference is resolved anew where the lock file is to be written, and its entry replaced.
    #expect(try pull("Models/m@latest", "--lock", lock, "--output", "c").status == 0)
    #expect(try sandbox.read("clone/\(lock)").components(separatedBy: "1.3.0").count == 2)
  }

  @Test func aLowerVersionThanTheLocksIsRefused() throws {
    try clone()
    #expect(try pull("Models/m@latest", "--lock", "lock.yaml").status == 0)
    let locked = try sandbox.read("clone/lock.yaml")
    let refused = try pull("Models/m@latest", "--at", "HEAD~1", "--lock", "lock.yaml")
    #expect(refused.status == 1)
    #expect(refused.error.contains("means 1.1.0 now, lower than 1.2.0 in lock.yaml"), "\(refused.text)")
    #expect(!sandbox.exists("clone/m-1.1.0"))
    #expect(try sandbox.read("clone/lock.yaml") == locked)
    let taken = try pull("Models/m@latest", "--at", "HEAD~1", "--lock", "lock.yaml", "--allow-downgrade")
    #expect(taken.status == 0, "\(taken.text)")
    #expect(try sandbox.read("clone/lock.yaml").contains("version: 1.1.0"))
  }

  @Test("a lock file holds the digest of the whole version, also of what was not asked for")
  func theLockedDigest() throws {
    try clone()
    #expect(try pull("Models/m@1.0.0", "--lock", "lock.yaml", "--type", "model").status == 0)
    let digest = try sandbox.registry(["resolve", "Models/m@1.0.0", "--digest"], in: "clone").output
      .trimmingCharacters(in: .newlines)
    let line = "    digest: \(digest)\n"
    let lock = try sandbox.read("clone/lock.yaml")
    #expect(digest.contains(/^sha256:[0-9a-f]{64}$/) && lock.contains(line), "\(lock)")
    // One that an older program wrote has none.
    try sandbox.write(lock.replacingOccurrences(of: line, with: ""), to: "clone/old.yaml")
    #expect(try pull("--locked", "old.yaml", "--output", "old").status == 0)
    let other = "sha256:" + String(repeating: "0", count: 64)
    try sandbox.write(lock.replacingOccurrences(of: line, with: "    digest: \(other)\n"), to: "clone/other.yaml")
    let refused = try pull("--locked", "other.yaml", "--output", "other")
    #expect(refused.status == 1)
    #expect(
      refused.error.contains(
        """
        Models/m@1.0.0 is not what was locked: the digest of all its artifacts is another
          locked \(other)
          now    \(digest)

        """), "\(refused.text)")
    #expect(!sandbox.exists("clone/other"))
    // With other types the files cannot be compared, and the digest is.
    #expect(try pull("Models/m@1.0.0", "--lock", "other.yaml", "--output", "all").status == 1)
    #expect(try pull("Models/m@1.0.0", "--lock", "lock.yaml", "--output", "all").status == 0)
    #expect(try sandbox.registry(["resolve", "Models/m@1.0.0", "--digest", "--json"], in: "clone").status == 64)
  }

  @Test("a log that a published version gets later does not change what is locked")
  func aLaterLog() throws {
    try clone()
    #expect(try pull("Models/m@1.0.0", "--lock", "lock.yaml", "--output", "first").status == 0)
    try sandbox.write("late\n", to: "clone/late.log")
    try sandbox.registry(["version", "edit", "Models/m@1.0.0", "--log", "late.log"], in: "clone").requireSuccess()
    let again = try pull("--locked", "lock.yaml", "--output", "again")
    #expect(again.status == 0, "\(again.text)")
    #expect(!sandbox.exists("clone/again/late.log"))
    let renewed = try pull("Models/m@1.0.0", "--lock", "lock.yaml", "--output", "all")
    #expect(renewed.status == 0, "\(renewed.text)")
    #expect(sandbox.exists("clone/all/late.log"))
    #expect(try sandbox.read("clone/lock.yaml").contains("late.log"))
  }

  @Test func aLockedVersionWithOtherContentIsRefused() throws {
    try clone()
    #expect(try pull("Models/m@1.0.0", "--lock", "lock.yaml").status == 0)
    let other = String(repeating: "0", count: 64)
    try sandbox.write(
      try sandbox.read("clone/lock.yaml").replacing(/sha256:[0-9a-f]{64}/, with: "sha256:\(other)"),
      to: "clone/lock.yaml")
    for outcome in [
      try pull("--locked", "lock.yaml", "--output", "out"), try pull("Models/m@1.0.0", "--lock", "lock.yaml"),
    ] {
      #expect(outcome.status == 1)
      #expect(outcome.error.contains("Models/m@1.0.0 is not what was locked"), "\(outcome.text)")
    }
    #expect(!sandbox.exists("clone/out"))
    // A version that is not there (any more), and files that are no lock files.
    try sandbox.write(
      try sandbox.read("clone/lock.yaml").replacingOccurrences(of: "version: 1.0.0", with: "version: 9.0.0"),
      to: "clone/gone.yaml")
    #expect(try pull("--locked", "gone.yaml").error.contains("there is no version 9.0.0"))
    try sandbox.write("apiVersion: git-registry/v1\nkind: Model\n", to: "clone/model.yaml")
    #expect(try pull("--locked", "model.yaml").error.contains("model.yaml:2:7: "))
    #expect(try pull("--locked", "nowhere.yaml").status == 1)
    #expect(try pull("Models/m@1.0.0", "--lock", "model.yaml").status == 1)
  }
}
