import Foundation
import TestSupport
import Testing

/// Two accounts of one machine that share a server's repository, or a clone: whatever the program makes there has the permissions that git
/// gives, by `core.sharedRepository`.
///
/// Takes root, which becomes either account.
@Suite(.enabled(if: geteuid() == 0))
struct SharedRepositoryTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    for account in ["games", "daemon"] {
      try sandbox.write(
        """
        [user]
          name = \(account)
          email = \(account)@acme.org
        [safe]
          directory = *
        [init]
          defaultBranch = main
        [core]
          logAllRefUpdates = true
        [protocol "file"]
          allow = always
        """, to: "home-\(account)/.gitconfig")
      try sandbox.run("chown", ["-R", "\(account):users", sandbox.path("home-\(account)")]).requireSuccess()
    }
  }

  /// Runs a script in the sandbox as one of the accounts, both of the group `users`.
  @discardableResult
  private func run(_ script: String, as account: String, umask: String) throws -> GitSandbox.Outcome {
    let home = sandbox.path("home-\(account)")
    let outcome = try sandbox.run(
      "setpriv",
      [
        "--reuid=\(account)", "--regid=users", "--clear-groups", "env", "--unset=GIT_AUTHOR_NAME",
        "--unset=GIT_AUTHOR_EMAIL", "--unset=GIT_COMMITTER_NAME", "--unset=GIT_COMMITTER_EMAIL", "HOME=\(home)",
        "TMPDIR=\(home)", "GIT_CONFIG_GLOBAL=\(home)/.gitconfig", "sh", "-ec", "umask \(umask); cd \(home); \(script)",
      ])
    return outcome
  }

  /// A new repository, shared as the setting says, of the group `users`.
  private func makeShared(_ name: String, _ setting: String, umask: String, isBare: Bool = true) throws {
    let path = sandbox.path(name)
    let script = """
      umask \(umask); git init --quiet --shared=\(setting) \(isBare ? "--bare" : "") \(path); cd \(path)
      git config core.sharedRepository \(setting); git config core.logAllRefUpdates true; chown -R games:users .
      \(isBare ? "" : "chmod 775 .")
      """
    try sandbox.run("sh", ["-ec", script]).requireSuccess()
  }

  /// The permissions of every file and folder of a kind, with an example of each.
  private func modes(_ folder: String, _ place: String, _ kind: String) throws -> [String: String] {
    let found = try sandbox.run(
      "sh", ["-c", "find \(place) -type \(kind) ! -name '*.idx' -printf '%m %p\\n' 2>/dev/null"], in: folder)
    var modes: [String: String] = [:]
    for line in found.output.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      modes[String(parts[0])] = String(parts[1])
    }
    return modes
  }

  /// As plain git made them in the twin.
  private func expectModes(
    _ folder: String, _ place: String, _ kind: String, asIn twin: String, _ twinPlace: String
  ) throws {
    let (found, expected) = (try modes(folder, place, kind), try modes(twin, twinPlace, kind))
    #expect(!found.isEmpty && Set(found.keys) == Set(expected.keys), "\(found) instead of \(expected)")
  }

  /// The setting, the umask, and whether the group may write then.
  static let settings: [(setting: String, umask: String, isWritable: Bool)] = [
    ("umask", "022", false), ("false", "022", false), ("0", "022", false), ("umask", "002", true),
    ("group", "022", true), ("true", "022", true), ("1", "077", true), ("all", "022", true), ("world", "077", true),
    ("everybody", "027", true), ("2", "022", true), ("0660", "022", true), ("0664", "077", true),
    ("0640", "022", false), ("0644", "002", false),
  ]

  @Test("a server is shared", arguments: settings, [true, false])
  func server(_ row: (setting: String, umask: String, isWritable: Bool), isStrict: Bool) throws {
    let (setting, umask, isWritable) = row
    for name in ["server.git", "twin.git"] { try makeShared(name, setting, umask: umask) }
    let server = sandbox.path("server.git")
    let mode = isStrict ? "--strict" : ""
    try run("git registry hook install \(server) --actor-from os \(mode)", as: "games", umask: umask).requireSuccess()
    let first = """
      git init --quiet clone; cd clone
      git registry init --name acme --admin games --email games@acme.org --blobs git
      git registry member add daemon --email daemon@acme.org
      git registry member add daemon --registry Models --role admin
      git push --quiet \(server) main; git push --quiet \(sandbox.path("twin.git")) main
      """
    let accepted = try run(first, as: "games", umask: umask)
    #expect(accepted.status == 0 && !accepted.text.contains("warning"), "\(accepted.text)")
    if isWritable {
      let second = """
        git clone --quiet \(server) clone; cd clone; git registry model create Models/b
        git push --quiet; git push --quiet \(sandbox.path("twin.git")) main
        """
      let accepted = try run(second, as: "daemon", umask: umask)
      #expect(accepted.status == 0 && !accepted.text.contains("warning"), "\(accepted.text)")
      let third = """
        cd clone; git pull --quiet \(server) main; git registry model create Models/c
        git push --quiet \(server) main; git push --quiet \(sandbox.path("twin.git")) main
        """
      let again = try run(third, as: "games", umask: umask)
      #expect(again.status == 0 && !again.text.contains("warning"), "\(again.text)")
    }
    let recorded = try sandbox.run(
      "git", ["-c", "safe.directory=*", "log", "--format=%s", "refs/registry/log"], in: "server.git")
    #expect(recorded.output.split(separator: "\n").count == (isWritable ? 3 : 1), "\(recorded.text)")

    try expectModes("server.git", "objects/??", "d", asIn: "twin.git", "objects/??")
    try expectModes("server.git", "objects/??", "f", asIn: "twin.git", "objects/??")
    try expectModes("server.git", "refs logs registry registry.lock", "f", asIn: "twin.git", "refs logs")
    try expectModes("server.git", "refs/registry registry", "d", asIn: "twin.git", "objects/??")
    let check = try run("git registry hook check \(server)", as: "games", umask: umask)
    #expect(!check.output.contains("core.sharedRepository"), "\(check.text)")
  }

  @Test("a clone is shared", arguments: settings)
  func clone(_ row: (setting: String, umask: String, isWritable: Bool)) throws {
    let (setting, umask, isWritable) = row
    for name in ["clone", "twin"] { try makeShared(name, setting, umask: umask, isBare: false) }
    try sandbox.write("weights", to: "home-games/m.bin")
    let made = try run(
      """
      cd \(sandbox.path("twin")); git commit --quiet --allow-empty -m x; cd \(sandbox.path("clone"))
      git registry init --name acme --admin games --email games@acme.org; git registry model create Models/m
      git registry version create Models/m --artifact $HOME/m.bin; git registry search
      """, as: "games", umask: umask)
    #expect(made.status == 0, "\(made.text)")
    if isWritable {
      let commit = "cd \(sandbox.path("clone")); git commit --quiet --allow-empty -m x"
      let committed = try run(commit, as: "daemon", umask: umask)
      #expect(committed.status == 0, "\(committed.text)")
      // The catalog is brought up to date by whoever asks.
      let searched = try run("cd \(sandbox.path("clone")); git registry search", as: "daemon", umask: umask)
      #expect(searched.status == 0, "\(searched.text)")
    }
    try expectModes("clone/.git", "objects/?? lfs/objects", "f", asIn: "twin/.git", "objects/??")
    try expectModes("clone/.git", "objects/?? lfs/objects", "d", asIn: "twin/.git", "objects/??")
    try expectModes(
      "clone/.git", "refs logs registry registry.lock registry-import.lock", "f", asIn: "twin/.git", "refs logs")
    // A checkout's files are the account's own.
    let checkout = try run("umask; stat -c %a \(sandbox.path("clone"))/organization.yaml", as: "games", umask: umask)
    let expected = String(0o666 & ~(Int(umask, radix: 8) ?? 0), radix: 8)
    #expect(checkout.output.hasSuffix("\(expected)\n"), "\(checkout.text)")
    let doctor = try run("cd \(sandbox.path("clone")); git registry doctor --offline", as: "games", umask: umask)
    #expect(!doctor.output.contains("core.sharedRepository"), "\(doctor.text)")
  }

  /// What an earlier program, or an account before the setting, made.
  @Test func wrongPermissionsAreFoundAndMendedByWhoOwnsThem() throws {
    try makeShared("server.git", "group", umask: "022")
    let server = sandbox.path("server.git")
    try run("git registry hook install \(server) --actor-from os", as: "games", umask: "022").requireSuccess()
    try run(
      "cd \(server); : > registry.lock; chmod 644 registry.lock; mkdir objects/ab; chmod 755 objects/ab", as: "games",
      umask: "022"
    ).requireSuccess()
    let other = try run("git registry hook check \(server) --fix", as: "daemon", umask: "022")
    #expect(other.status == 1 && other.output.contains("other accounts own them"), "\(other.text)")
    let found = try run("git registry hook check \(server)", as: "games", umask: "022")
    #expect(
      found.status == 1 && found.output.contains("has the permissions") && found.output.contains("like 1 more"),
      "\(found.text)")
    let mended = try run("git registry hook check \(server) --fix", as: "games", umask: "022")
    #expect(mended.status == 0, "\(mended.text)")
    #expect(try modes("server.git", "registry.lock", "f").keys.contains("664"))
    #expect(try modes("server.git", "objects/ab", "d").keys.contains("2775"))
  }
}
