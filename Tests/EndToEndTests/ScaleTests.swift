import Foundation
import TestSupport
import Testing

/// What large repositories are kept with: commit-graphs, packs, partial clones, and how much is synced.
struct ScaleTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    for model in ["fraud", "churn"] { try sandbox.registry("model", "create", "Models/\(model)", in: "acme") }
  }

  // MARK: History

  /// The history of one model, with every form of commit-graph and with damaged ones.
  @Test func historyIsTheSameWithAnyCommitGraph() throws {
    func publish(_ count: Int) throws {
      for number in 0..<count {
        try sandbox.registry("version", "create", "Models/\(number % 3 == 0 ? "fraud" : "churn")", in: "acme")
      }
    }
    func log() throws -> [String] {
      try [["Models/fraud"], ["Models/churn"], ["Models"], []].map {
        try sandbox.registry(["log"] + $0, in: "acme").text
      }
    }
    let info = "acme/.git/objects/info"
    try publish(12)
    let plain = try log()
    #expect(plain[0].components(separatedBy: "published Models/fraud").count == 5)
    try sandbox.git("commit-graph", "write", "--reachable", "--changed-paths", in: "acme")
    #expect(try log() == plain)
    // Commits that the graph does not have yet, then a chain of two files.
    try publish(4)
    let newer = try log()
    #expect(newer[0].hasSuffix(plain[0]))
    try FileManager.default.removeItem(atPath: sandbox.path("\(info)/commit-graph"))
    #expect(try log() == newer)
    try sandbox.git("commit-graph", "write", "--reachable", "--changed-paths", "--split=no-merge", in: "acme")
    try publish(2)
    try sandbox.git("commit-graph", "write", "--reachable", "--changed-paths", "--split=no-merge", in: "acme")
    let chained = try log()
    try FileManager.default.removeItem(atPath: sandbox.path("\(info)/commit-graphs"))
    #expect(try log() == chained)
    // A file cut short is no graph.
    try sandbox.git("commit-graph", "write", "--reachable", "--changed-paths", in: "acme")
    let graph = sandbox.path("\(info)/commit-graph")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: graph))
    for length in [0, 7, 8, 100, bytes.count / 2] {
      try FileManager.default.removeItem(atPath: graph)
      try bytes.prefix(length).write(to: URL(fileURLWithPath: graph))
      #expect(try log() == chained, "\(length) bytes")
    }
  }

  // MARK: Objects

  @Test func manyFilesBecomeOnePack() throws {
    for number in 0..<400 { try sandbox.write("file \(number)", to: "acme/out/\(number).txt") }
    try sandbox.git("gc", "--quiet", in: "acme")
    try sandbox.registry("version", "create", "Models/fraud", "--artifact", "out", in: "acme")
    let counts = try sandbox.git("count-objects", "--verbose", in: "acme")
    #expect(counts.contains("count: 0\n"))
    #expect(counts.contains("packs: 2\n"))
    try sandbox.git("fsck", "--strict", in: "acme")
    #expect(try sandbox.registry(["validate"], in: "acme").status == 0)
  }

  /// What is synced before a command ends, told by where it lies.
  enum Synced: String, CaseIterable {
    case content = "/.git/lfs/"
    case objects = "/.git/objects/"
    case references = "/.git/refs/heads/"
  }

  /// One way to say what is synced.
  struct SyncCase: Sendable, CustomTestStringConvertible {
    let setting: String?
    let synced: Set<Synced>

    var testDescription: String { setting ?? "not set" }

    init(_ setting: String?, _ synced: Set<Synced>) {
      self.setting = setting
      self.synced = synced
    }
  }

  static let syncCases = [
    SyncCase(nil, Set(Synced.allCases)),
    SyncCase("none", []),
    SyncCase("all", Set(Synced.allCases)),
    SyncCase("none,loose-object", [.content, .objects]),
    SyncCase("-loose-object", []),
    // git's own default leaves out loose objects.
    SyncCase("reference", [.references]),
    // As git update-ref does.
    SyncCase("committed", Set(Synced.allCases)),
  ]

  @Test("syncs what core.fsync asks for", .enabled(if: canTrace), arguments: syncCases)
  func syncs(_ example: SyncCase) throws {
    if let setting = example.setting { try sandbox.git("config", "core.fsync", setting, in: "acme") }
    #expect(try synced() == example.synced)
  }

  @Test("so does git -c, and a file that the environment names", .enabled(if: canTrace))
  func syncsAsTheEnvironmentSays() throws {
    #expect(try synced(by: ["git", "-c", "core.fsync=none", "registry"]).isEmpty)
    try sandbox.git("config", "core.fsync", "none", in: "acme")
    #expect(try synced(by: ["git", "-c", "core.fsync=all", "registry"]) == Set(Synced.allCases))
    try sandbox.git("config", "--unset", "core.fsync", in: "acme")
    for (name, variable) in [("global", "GIT_CONFIG_GLOBAL"), ("system", "GIT_CONFIG_SYSTEM")] {
      try sandbox.write((try sandbox.read("gitconfig")) + "\n[core]\n  fsync = none\n", to: name)
      let variables = [variable: sandbox.path(name), "GIT_CONFIG_NOSYSTEM": "0"]
      #expect(try synced(environment: variables).isEmpty, "\(variable)")
    }
  }

  private static let canTrace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

  /// What publishing a version of one file syncs; every call that syncs is at one of the known places.
  private func synced(
    by command: [String] = [GitSandbox.program], environment: [String: String] = [:]
  ) throws -> Set<Synced> {
    try sandbox.write("weights \(UUID())", to: "acme/fraud.onnx")
    let outcome = try sandbox.run(
      "strace",
      ["-f", "-y", "-o", "trace", "-e", "trace=fsync,fdatasync,syncfs,sync,sync_file_range"] + command
        + ["version", "create", "Models/fraud", "--artifact", "fraud.onnx"],
      in: "acme", environment: environment)
    #expect(outcome.status == 0, "\(outcome.text)")
    var places: Set<Synced> = []
    // Reflogs go with their references, git moves index and work tree by its own rules.
    for call in try sandbox.read("acme/trace").split(separator: "\n")
    where call.contains("sync") && !call.contains(" resumed>") {
      guard !["/.git/logs", "/.git/index"].contains(where: call.contains) else { continue }
      let place = Synced.allCases.first { call.contains($0.rawValue) || call.contains($0.rawValue.dropLast() + ">") }
      if let place { places.insert(place) } else { Issue.record("\(call)") }
    }
    return places
  }

  // MARK: Settings

  /// The changed paths of a commit-graph, which git keeps once they are there.
  private func hasChangedPaths(_ repository: String) throws -> Bool {
    let info = sandbox.path("\(repository)/objects/info")
    let chain = (try? FileManager.default.contentsOfDirectory(atPath: info + "/commit-graphs")) ?? []
    let files = ["commit-graph"] + chain.filter { $0.hasSuffix(".graph") }.map { "commit-graphs/" + $0 }
    return files.contains { file in
      FileManager.default.contents(atPath: "\(info)/\(file)")?.range(of: Data("BDAT".utf8)) != nil
    }
  }

  @Test func initPreparesForGrowth() throws {
    #expect(try sandbox.git("config", "fetch.writeCommitGraph", in: "acme") == "true\n")
    #expect(try sandbox.run("git", ["config", "uploadpack.allowFilter"], in: "acme").status == 1)
    // Who reads an index with another program than git bears no version 4.
    try sandbox.git("add", "organization.yaml", in: "acme")
    #expect(try Data(contentsOf: URL(fileURLWithPath: sandbox.path("acme/.git/index")))[7] == 2)
    #expect(try hasChangedPaths("acme/.git"))
    try sandbox.registry("version", "create", "Models/fraud", in: "acme")
    try sandbox.git("gc", "--quiet", in: "acme")
    #expect(try hasChangedPaths("acme/.git"))
    try sandbox.git("commit-graph", "verify", in: "acme")
  }

  @Test func aServersRepositoryGivesPartsOfItself() throws {
    try sandbox.registry(
      "init", "--bare", "server.git", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    #expect(try hasChangedPaths("server.git"))
    let url = "file://" + sandbox.path("server.git")
    let clone = try sandbox.run("git", ["clone", "--quiet", "--bare", "--filter=blob:none", url, "part.git"])
    #expect(clone.text == "[exit status 0]\n")
    let missing = try sandbox.git("rev-list", "--objects", "--all", "--missing=print", in: "part.git")
    #expect(missing.split(separator: "\n").contains { $0.hasPrefix("?") })
    #expect(try sandbox.registry(["list", "Models"], in: "part.git").status == 0)
  }

  /// What somebody has set stays, and what is not ours is left as it is.
  @Test func initLeavesOtherSettingsAlone() throws {
    try sandbox.git("config", "--global", "fetch.writeCommitGraph", "false")
    try sandbox.registry("init", "two", "--name", "two", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    #expect(try sandbox.git("config", "fetch.writeCommitGraph", in: "two") == "false\n")
    try sandbox.git("config", "--global", "--unset", "fetch.writeCommitGraph")
    try sandbox.git("init", "--quiet", "three")
    let before = try sandbox.read("three/.git/config")
    try sandbox.registry(
      "init", "three", "--name", "three", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    #expect(try sandbox.read("three/.git/config") == before)
    #expect(try !hasChangedPaths("three/.git"))
  }

  /// What a clone does not bring along is told and mended where the repository is large, in the index that is there too.
  @Test func doctorConvertsALargeIndex() throws {
    let blob = try sandbox.git("hash-object", "-w", "organization.yaml", in: "acme").trimmingCharacters(in: .newlines)
    try sandbox.write((0..<10_000).map { "100644 \(blob)\tdocs/\($0)\n" }.joined(), to: "entries")
    try sandbox.run("bash", ["-c", "git -C acme update-index --index-info < entries"]).requireSuccess()
    // The setting alone changes no index that is there.
    try sandbox.git("config", "index.version", "4", in: "acme")
    #expect(try sandbox.registry(["doctor"], in: "acme").output.contains("core.untrackedCache=true, index.version=4"))
    #expect(try sandbox.registry(["doctor", "--fix"], in: "acme").status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: sandbox.path("acme/.git/index")))[7] == 4)
    #expect(try !sandbox.registry(["doctor"], in: "acme").output.contains("the index has"))
    try sandbox.registry("version", "create", "Models/fraud", in: "acme")
  }

  // MARK: Clones

  /// A clone without file contents, of one registry: what is read is fetched, and nothing else.
  @Test func aPartialAndSparseCloneReadsAndPublishes() throws {
    try sandbox.registry("create", "Vision", "--description", "Images.", in: "acme")
    try sandbox.registry("model", "create", "Vision/faces", in: "acme")
    for _ in 0..<3 { try sandbox.registry("version", "create", "Vision/faces", in: "acme") }
    try sandbox.git("config", "uploadpack.allowFilter", "true", in: "acme")
    try sandbox.git(
      "clone", "--quiet", "--filter=blob:none", "--sparse", "file://" + sandbox.path("acme"), "clone")
    try sandbox.git("sparse-checkout", "set", "members", "registries/Models", in: "clone")
    #expect(try sandbox.registry("show", "Models/fraud", in: "clone").contains("Models/fraud"))
    #expect(!sandbox.exists("clone/registries/Vision"))
    // Outside of the sparse checkout, and not fetched before.
    #expect(try sandbox.registry("resolve", "Vision/faces@latest", in: "clone").contains("Vision/faces@1.0.2"))
    try sandbox.registry("version", "create", "Models/fraud", in: "clone")
    #expect(sandbox.exists("clone/registries/Models/fraud/versions/1.0.0.yaml"))
    #expect(!sandbox.exists("clone/registries/Vision"))
    try sandbox.git("status", "--porcelain", in: "clone")
    #expect(try sandbox.registry(["validate", "--base", "origin/main"], in: "clone").status == 0)
  }
}
