import Foundation
import TestSupport
import Testing

/// What history says is what was allowed: every commit on the protected branch's first parents is judged, dated and named by those who
/// could know.
struct StepTests {
  private static let version = "registries/Models/m/versions/1.0.0.yaml"
  /// A commit by ada, as its author line says, dated back.
  private static let forged =
    "GIT_AUTHOR_DATE=2026-11-22T09:00:00Z GIT_COMMITTER_DATE=2026-11-22T09:00:00Z git commit --quiet --all -m"

  /// Two commits whose net change is nothing, with the rule that refuses the first.
  static let hidden: [(script: String, rule: String)] = [
    ("sed -i 's/auc: 0.9/auc: 0.99/' \(version); \(forged) x; git revert --no-edit HEAD", "version-changed"),
    (
      "sed -i 's/role: member/role: admin/' members/vera.yaml; \(forged) x; git revert --no-edit HEAD",
      "role-insufficient"
    ),
    ("git rm --quiet \(version); \(forged) x; git revert --no-edit HEAD", "version-removed"),
    ("echo x > notes.txt; git add .; \(forged) x; git rm --quiet notes.txt; \(forged) y", "path-unexpected"),
  ]

  @Test("a state that no rule allows does not land, taken back or not", arguments: hidden, PushServer.Mode.allCases)
  func hiddenStatesAreRefused(_ hidden: (script: String, rule: String), mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    try server.script("git checkout --quiet -b side; \(hidden.script)")
    let bad = try server.script("git rev-parse HEAD~1")
    try server.expectRefused(hidden.rule) { try server.push("side:main", as: "vera") }
    let told = try server.push("side:main", as: "vera").error
    #expect(told.contains("commit/\(bad): in this commit, one of 2 new ones"), "\(told)")
    #expect(told.contains("hint: or let the commits land as one: git merge --no-ff, or squash them"), "\(told)")
    // What the advice says is right: as one step it changes nothing.
    try server.script("git checkout --quiet main; git merge --quiet --no-ff -m merge side")
    try server.expectAccepted { try server.push("main", as: "vera") }
    let outcome = try server.sandbox.registry(["log", "-n", "1", "--json"], in: "acme")
    #expect(!outcome.output.contains(bad), "\(outcome.text)")
    #expect(try server.sandbox.registry(["audit"], in: "server.git").status == 0)
  }

  @Test("all errors are told at once, also those of later steps", arguments: PushServer.Mode.allCases)
  func netErrorsAreToldToo(mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    try server.script(
      "sed -i 's/auc: 0.9/auc: 0.99/' \(Self.version); \(Self.forged) x; echo x > notes.txt; git add .; \(Self.forged) y"
    )
    let outcome = try server.push("main", as: "ada")
    #expect(
      outcome.error.contains("[version-changed]") && outcome.error.contains("[path-unexpected]"), "\(outcome.text)")
    #expect(!outcome.error.contains("land as one"), "\(outcome.text)")
  }

  /// Rights are those of the step before, and the pusher is the one actor, whoever the authors are.
  @Test(arguments: PushServer.Mode.allCases)
  func rightsComeFromTheStepBefore(mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    let script = """
      git registry member add carl --email carl@acme.org; git registry member add carl --registry Models --role member
      GIT_AUTHOR_EMAIL=carl@acme.org git registry model create Models/carls
      """
    try server.script(script)
    let tip = try server.script("git rev-parse HEAD")
    // Carl is no member before the first step.
    try server.expectRefused("actor-unknown") { try server.push("main", as: "carl") }
    try server.expectAccepted { try server.push("main~1:main", as: "ada") }
    try server.expectAccepted { try server.push("\(tip):main", as: "carl") }
  }

  @Test("a hundred commits land as a hundred steps", arguments: PushServer.Mode.allCases)
  func manyStepsLand(mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    try server.script(
      """
      for number in $(seq 300); do
        sed -i "s/^tags:.*//" registries/Models/m/model.yaml
        git commit --quiet --allow-empty -m $number
      done
      """)
    try server.script("git registry version create Models/m; git registry version create Models/m")
    try server.expectAccepted { try server.push("main", as: "bob") }
    #expect(try server.sandbox.registry(["audit"], in: "server.git").status == 0)
  }

  /// A branch that left from the inside of one that was merged since: what its start holds was never a snapshot.
  @Test func rightsComeFromTheProtectedBranch() throws {
    let server = try PushServer()
    let sandbox = server.sandbox
    try server.script(
      """
      git checkout --quiet -b inner
      sed -i 's/role: member/role: admin/' members/vera.yaml; git commit --quiet --all -m hidden
      git checkout --quiet -b forked; git checkout --quiet inner; git revert --no-edit HEAD >/dev/null
      git checkout --quiet main; git merge --quiet --no-ff -m merge inner
      git checkout --quiet forked; sed -i 's/role: member/role: admin/' members/bob.yaml; git commit --quiet --all -m mine
      """)
    let judged = try sandbox.registry(["validate", "--base", "main", "--actor", "vera"], in: "acme")
    #expect(judged.status == 1 && judged.output.contains("[role-insufficient]"), "\(judged.text)")
  }

  // MARK: First parents

  @Test("a merge whose first parent is foreign history is refused", arguments: PushServer.Mode.allCases)
  func foxtrotsAreRefused(mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    let foxtrot = try server.script(
      """
      git checkout --quiet -b topic main~1; git commit --quiet --allow-empty -m topic
      git merge --quiet --no-ff -m foxtrot main; git rev-parse HEAD
      """)
    try server.expectRefused("ref-foxtrot") { try server.push("topic:main", as: "ada") }
    let old = try server.published()
    let told = try server.push("topic:main", as: "ada").error
    let advice = "git checkout -B merged \(old.prefix(10)) && git merge --no-ff \(foxtrot.prefix(10))"
    #expect(told.contains("hint: merge your work into it: \(advice)"), "\(told)")
    try server.script(
      advice.replacing("--no-ff", with: "--quiet --no-edit --no-ff").replacing("checkout", with: "checkout --quiet"))
    try server.expectAccepted { try server.push("merged:main", as: "ada") }
  }

  /// Far behind: the walk stops where the push brings nothing new.
  @Test func aFoxtrotOfManyCommitsIsRefused() throws {
    let server = try PushServer()
    try server.script(
      """
      git checkout --quiet -b topic main~1
      for number in $(seq 400); do git commit --quiet --allow-empty -m $number; done
      git merge --quiet --no-ff -m foxtrot main
      """)
    try server.expectRefused("ref-foxtrot") { try server.push("topic:main", as: "ada") }
  }

  // MARK: Dates

  static let dates: [(date: String, isAccepted: Bool)] = [
    ("1970-01-02T00:00:00Z", false), ("2026-11-21T09:59:59Z", false), ("2026-11-21T10:00:01Z", true),
    ("2099-01-01T00:00:00Z", false), ("@4102444800 +0000", false),
  ]

  @Test("a commit's date is plausible", arguments: dates, PushServer.Mode.allCases)
  func datesArePlausible(_ row: (date: String, isAccepted: Bool), mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    try server.script("GIT_COMMITTER_DATE='\(row.date)' git commit --quiet --allow-empty -m x")
    if row.isAccepted {
      try server.expectAccepted { try server.push("main", as: "ada") }
    } else {
      try server.expectRefused("commit-misdated") { try server.push("main", as: "ada") }
      let policy = "s/^policy:/&\\n  rules: {commit-misdated: ignore}/"
      try server.script(
        "git reset --quiet --hard HEAD~1; sed -i '\(policy)' organization.yaml; git commit --quiet --all -m policy")
      try server.script("GIT_COMMITTER_DATE='\(row.date)' git commit --quiet --allow-empty -m x")
      try server.expectAccepted { try server.push("main", as: "ada") }
    }
  }

  /// A commit dated back, between two of today, stands for no earlier time.
  @Test func withoutARecordDatesNeverGoBack() throws {
    let server = try PushServer()
    let date = "2026-11-25T10:00:00Z"
    try server.script("GIT_COMMITTER_DATE=\(date) git registry version create Models/m --alias production")
    try server.script(
      "GIT_COMMITTER_DATE=2026-11-23T10:00:00Z git registry version create Models/m --alias production")
    func resolve(_ at: String) throws -> String {
      try server.sandbox.registry("resolve", "Models/m@latest", "--at", at, "--json", in: "acme")
    }
    #expect(try resolve("2026-11-24").contains("\"version\": \"1.0.0\""))
    #expect(try resolve("2026-11-25").contains("\"version\": \"1.0.2\""))
    #expect(try resolve("2026-11-25").contains("\"basis\": \"dates\""))
    let log = try server.sandbox.registry("log", "-n", "1", in: "acme")
    #expect(log.contains("2026-11-25T10:00:00Z") && log.contains("(the commit says 2026-11-23T10:00:00Z)"), "\(log)")
  }

  // MARK: The record

  @Test("time and name come from the record", arguments: PushServer.Mode.allCases)
  func timeAndNameComeFromTheRecord(mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    try server.script("git registry version create Models/m --metric auc=0.95; git registry version create Models/m")
    try server.expectAccepted { try server.push("main", as: "bob") }
    try server.sandbox.git("clone", "--quiet", "server.git", "clone")
    func clone(_ arguments: String...) throws -> GitSandbox.Outcome {
      try server.sandbox.registry(arguments, in: "clone")
    }
    // By the commits' own dates both were there in November already, by ada.
    #expect(try clone("resolve", "Models/m@latest", "--at", "2026-11-23").output.contains("Models/m@1.0.2"))
    #expect(try clone("log", "-n", "1").output.contains("ada published Models/m 1.0.2"))
    try server.sandbox.git("fetch", "--quiet", "origin", "refs/registry/log:refs/registry/log", in: "clone")
    let early = try clone("resolve", "Models/m@latest", "--at", "2026-11-23")
    #expect(early.error.contains("there was no commit yet on 2026-11-23"), "\(early.text)")
    let now = try clone("resolve", "Models/m@latest", "--at", "2038-01-01", "--json").output
    #expect(now.contains("\"basis\": \"record\"") && now.contains("\"version\": \"1.0.2\""), "\(now)")
    let log = try clone("log", "-n", "2").output
    #expect(log.contains("bob published Models/m 1.0.2 (the commit says Ada Lovelace <ada@acme.org>)"), "\(log)")
    #expect(!log.contains("2026-11-22T"), "\(log)")
    let json = try clone("log", "-n", "1", "--json").output
    for part in [
      "\"basis\": \"record\"", "\"actor\": \"bob\"", "\"actorFrom\": \"env:PUSHER\"", "\"email\": \"ada@acme.org\"",
    ] {
      #expect(json.contains(part), "\(json)")
    }
    #expect(try clone("log", "--since", "2026-11-23").output.contains("ada founded acme"))
  }

  /// What an older program judged by its net change is told by its net change.
  @Test func olderEntriesAreToldByTheirNetChange() throws {
    let server = try PushServer()
    try server.script(
      "sed -i 's/role: member/role: admin/' members/vera.yaml; \(Self.forged) x; git revert --no-edit HEAD; echo >> README.md; git add .; git commit -qm y"
    )
    try server.sandbox.git("fetch", "--quiet", "../acme", "+main:main", in: "server.git")
    let forge = """
      new=$(git rev-parse main); old=$(git rev-parse main~3)
      message=$(git log -1 --format=%B refs/registry/log | sed "/^Judged/d; s/^Old: .*//; s/^New: .*/Old: $old\\nNew: $new/")
      git update-ref refs/registry/log $(git commit-tree -p refs/registry/log $(git mktree </dev/null) -m "$(printf '%s' "$message" | sed '/^$/d; 1a\\\\')")
      """
    try server.sandbox.run("bash", ["-ec", forge], in: "server.git").requireSuccess()
    let log = try server.sandbox.registry("log", in: "server.git")
    #expect(log.contains("README.md"), "\(log)")
    #expect(!log.contains("became an admin of the organization"), "\(log)")
    let audit = try server.sandbox.registry(["audit", "--all"], in: "server.git")
    #expect(audit.status == 0 && audit.output.contains("judged by its net change"), "\(audit.text)")
  }

  /// A client that hangs up once the pack is sent: git dies of the report that nobody reads, before post-receive.
  @Test("nothing lands unrecorded", arguments: ["another push", "a push of a branch", "audit", "hook check"])
  func nothingLandsUnrecorded(next: String) throws {
    let server = try PushServer()
    let sandbox = server.sandbox
    let old = try server.published()
    let new = try server.script("git registry model create Models/n --description 'Hung up.'; git rev-parse HEAD")
    try server.script(
      "git rev-list --objects \(old)..main | cut -d' ' -f1 | git pack-objects --stdout --quiet > ../pack")
    let pack = try Data(contentsOf: URL(fileURLWithPath: sandbox.path("pack")))
    try sandbox.write(RawPush([.init(old, new, "refs/heads/main")], pack: pack).bytes, to: "request")
    // The advertisement is read, then nobody listens any more.
    let script = """
      size=$(git-receive-pack --advertise-refs server.git 2>/dev/null | wc -c || true)
      (cat request; sleep 2) | git-receive-pack server.git 2>/dev/null | head -c $size >/dev/null || true
      for try in $(seq 50); do [ "$(git -C server.git rev-parse main)" = \(new) ] && break; sleep 0.1; done
      """
    _ = try sandbox.run("bash", ["-c", script], environment: ["PUSHER": "bob"])
    #expect(try server.published() == new, "the push did not land")
    let newest = "git log -1 --format=%B refs/registry/log"
    #expect(try !sandbox.run("bash", ["-c", newest], in: "server.git").output.contains(new), "nothing was lost")
    switch next {
    case "another push":
      try server.script("git registry model create Models/o")
      try server.expectAccepted { try server.push("main", as: "ada") }
    case "a push of a branch": try server.expectAccepted { try server.push("main:refs/heads/topic", as: "ada") }
    case "audit": #expect(try sandbox.registry(["audit"], in: "server.git").status == 0)
    default: #expect(try sandbox.registry(["hook", "check", "server.git"]).status == 0)
    }
    let record = try sandbox.git("log", "--format=%B", "refs/registry/log", in: "server.git")
    #expect(record.contains("New: \(new)\nActor: bob\n"), "\(record)")
    #expect(!record.contains("unrecorded"), "\(record)")
    let audit = try sandbox.registry(["audit", "--all"], in: "server.git")
    #expect(audit.status == 0 && audit.output.contains("bob, by env:PUSHER"), "\(audit.text)")
    #expect(try sandbox.run("ls", ["server.git/registry/accepted"]).output.isEmpty)
  }

  static let cuts: [(script: String, status: Int32, words: String)] = [
    ("git update-ref -d refs/registry/log", 2, "verdict: unverifiable"),
    ("git update-ref refs/registry/log refs/registry/log~1", 1, "which bypassed the hooks, or the record was cut"),
  ]

  @Test("a record that was cut is told", arguments: cuts, PushServer.Mode.allCases)
  func cutsAreTold(_ cut: (script: String, status: Int32, words: String), mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    try server.script("git registry model create Models/n")
    try server.expectAccepted { try server.push("main", as: "ada") }
    try server.sandbox.run("bash", ["-ec", cut.script], in: "server.git").requireSuccess()
    let outcome = try server.sandbox.registry(["audit"], in: "server.git")
    #expect(outcome.status == cut.status && outcome.output.contains(cut.words), "\(outcome.text)")
    #expect(try server.sandbox.registry(["hook", "check", "server.git"]).status == 1)
    // Whatever follows does not hide it.
    try server.script("git registry model create Models/o")
    try server.expectAccepted { try server.push("main", as: "ada") }
    let later = try server.sandbox.registry(["audit"], in: "server.git")
    #expect(later.status == 1 && later.output.contains("refused: "), "\(later.text)")
  }

  /// Hooks that come to a branch which is there: the record begins with it.
  @Test func aRecordMayBeginLate() throws {
    let sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.git("clone", "--quiet", "--bare", "acme", "server.git")
    try sandbox.registry("hook", "install", "server.git", "--actor-from", "env:PUSHER", in: ".")
    try sandbox.registry("model", "create", "Models/n", in: "acme")
    try sandbox.run("git", ["push", "--quiet", "../server.git", "main"], in: "acme", environment: ["PUSHER": "ada"])
      .requireSuccess()
    let audit = try sandbox.registry(["audit"], in: "server.git")
    #expect(
      audit.status == 2 && audit.output.contains("unverifiable: 1,") && audit.output.contains("allowed: 1\n"),
      "\(audit.text)")
    #expect(try sandbox.registry(["audit", "HEAD~1.."], in: "server.git").status == 0)
    #expect(try sandbox.registry(["hook", "check", "server.git"]).status == 0)
  }

  // MARK: Limits and strangers

  @Test("limits hold for every object, on any reference", arguments: PushServer.Mode.allCases, ["loose", "pack"])
  func limitsHoldForEveryObject(mode: PushServer.Mode, form: String) throws {
    let server = try PushServer(mode)
    try server.sandbox.git("config", "registry.maxFileSize", "100k", in: "server.git")
    try server.sandbox.git("config", "receive.unpackLimit", form == "loose" ? "100" : "1", in: "server.git")
    try server.script(
      "git checkout --quiet -b topic; head -c 200000 /dev/zero > x; git add x; git commit -qm x; git rm -q x; git commit -qm y"
    )
    try server.expectRefused("push-too-large") { try server.push("topic", as: "ada") }
    try server.script("git checkout --quiet main; git merge --quiet --no-ff -m m topic")
    try server.expectRefused("push-too-large") { try server.push("main", as: "ada") }
  }

  @Test(arguments: PushServer.Mode.allCases)
  func tagsOfOnePushAreBounded(mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    try server.sandbox.git("config", "registry.maxTags", "3", in: "server.git")
    try server.script("for number in 1 2 3 4; do git tag t$number; done")
    try server.expectRefused("push-too-large") { try server.push("--tags", as: "ada") }
    try server.expectAccepted { try server.push("t1", "t2", "t3", as: "ada") }
  }

  static let strangers: [(setting: String?, source: String, variable: String, isAccepted: Bool)] = [
    (nil, "env:PUSHER", "PUSHER", false), (nil, "http", "REMOTE_USER", false), (nil, "gitolite", "GL_USER", true),
    (nil, "gitlab", "GL_USERNAME", true), (nil, "gitea", "GITEA_PUSHER_NAME", true),
    (nil, "github", "GITHUB_USER_LOGIN", true), (nil, "signature", "PUSHER", true),
    ("anyone", "env:PUSHER", "PUSHER", true), ("members", "gitolite", "GL_USER", false),
  ]

  @Test("strangers push branches where the host judges them", arguments: strangers, ["mallory", ""])
  func strangersPush(
    _ row: (setting: String?, source: String, variable: String, isAccepted: Bool), name: String
  ) throws {
    let server = try PushServer()
    let sandbox = server.sandbox
    // git itself runs nothing from GitLab's folder.
    let install = """
      rm server.git/hooks/*-receive; git registry hook install server.git --actor-from \(row.source)
      if [ -e server.git/custom_hooks ]; then cp server.git/custom_hooks/pre-receive.d/git-registry server.git/hooks/pre-receive; fi
      """
    try sandbox.run("bash", ["-ec", install]).requireSuccess()
    if let setting = row.setting { try sandbox.git("config", "registry.branches", setting, in: "server.git") }
    func push(_ refs: String) throws -> GitSandbox.Outcome {
      try sandbox.run("git", ["push", "--quiet", "origin", refs], in: "acme", environment: [row.variable: name])
    }
    if row.isAccepted {
      try server.expectAccepted { try push("main:refs/heads/topic") }
    } else {
      try server.expectRefused("actor-unknown") { try push("main:refs/heads/topic") }
      try server.expectRefused("actor-unknown") { try push("main:refs/tags/v1") }
    }
  }

  @Test func anUnknownSettingForBranchesRefuses() throws {
    let server = try PushServer()
    try server.sandbox.git("config", "registry.branches", "everybody", in: "server.git")
    let outcome = try server.push("main:refs/heads/topic", as: "ada")
    #expect(
      outcome.error.contains("registry.branches is 'everybody', and must be 'members' or 'anyone'"), "\(outcome.text)")
  }
}
