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

  @Test(
    "syncs what core.fsync asks for",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")),
    arguments: [
      (nil, true), ("none", false), ("all", true), ("none,loose-object", true), ("-loose-object", false),
    ] as [(String?, Bool)])
  func syncs(_ setting: String?, _ isSynced: Bool) throws {
    if let setting { try sandbox.git("config", "core.fsync", setting, in: "acme") }
    try sandbox.write("weights", to: "acme/fraud.onnx")
    let outcome = try sandbox.run(
      "strace",
      [
        "-f", "-o", "trace", "-e", "trace=fsync,fdatasync,syncfs", GitSandbox.program, "version", "create",
        "Models/fraud",
        "--artifact", "fraud.onnx",
      ], in: "acme")
    #expect(outcome.status == 0, "\(outcome.text)")
    // git moves index and work tree, by its own rules.
    let calls = try sandbox.read("acme/trace").split(separator: "\n").filter {
      $0.contains("sync") && $0.contains("= 0")
    }
    #expect(calls.isEmpty != isSynced, "\(calls)")
  }

  // MARK: Clones

  /// A clone without file contents, of one registry: what is read is fetched, and nothing else.
  @Test func aPartialAndSparseCloneReadsAndPublishes() throws {
    try sandbox.registry("create", "Vision", "--description", "Images.", in: "acme")
    try sandbox.registry("model", "create", "Vision/faces", in: "acme")
    for _ in 0..<3 { try sandbox.registry("version", "create", "Vision/faces", in: "acme") }
    try sandbox.git("config", "uploadpack.allowFilter", "true", in: "acme")
    try sandbox.git("config", "uploadpack.allowAnySHA1InWant", "true", in: "acme")
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
