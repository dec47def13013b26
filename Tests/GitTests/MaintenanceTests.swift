import Foundation
import Git
import TestSupport
import Testing

/// Loose objects of a repository that is served.
@Suite struct MaintenanceTests {
  private let sandbox: GitSandbox

  /// A repository with 3,000 loose blobs that no reference names, and a commit.
  init() throws {
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "repo")
    try commit("x")
    let blobs = (0..<3_000).map { "blob\ndata <<E\n\($0)\nE\n" }.joined()
    try sandbox.write(blobs, to: "blobs")
    let command = "git -c fastimport.unpackLimit=10000 -C repo fast-import --quiet < blobs"
    try #require(sandbox.run("sh", ["-c", command]).status == 0)
  }

  private func commit(_ message: String) throws {
    try sandbox.git(
      "-c", "user.name=Ada", "-c", "user.email=ada@acme.org", "commit", "--quiet", "--allow-empty", "--message",
      message, in: "repo")
  }

  private func loose() throws -> Int {
    let line = try sandbox.git("count-objects", in: "repo")
    return try #require(Int(line.prefix { $0 != " " }))
  }

  @Test(
    "they are packed where git would",
    arguments: [
      ([:], false),
      (["gc.auto": "1500"], true),
      (["gc.auto": "1k"], true),
      (["gc.auto": "0"], false),
      (["gc.auto": "1500", "maintenance.auto": "no"], false),
      (["gc.auto": "1500", "maintenance.auto": "true"], true),
    ] as [([String: String], Bool)])
  func arePacked(settings: [String: String], isDone: Bool) throws {
    for (name, value) in settings { try sandbox.git("config", name, value, in: "repo") }
    let repository = try Repository.open(at: sandbox.path("repo"))
    let blob = try #require(ObjectID(hex: String(sandbox.git("rev-parse", "HEAD", in: "repo").prefix(40))))
    let maintenance = Maintenance(of: sandbox.path("repo/.git"))
    let before = try loose()
    #expect(try maintenance.packMany() == isDone)
    #expect(try loose() == (isDone ? 0 : before))
    #expect(try !maintenance.packMany())
    #expect(try repository.commit(blob).id == blob)
    #expect(try sandbox.git("fsck", "--unreachable", in: "repo").split(separator: "\n").count == 3_000)
  }

  @Test(arguments: [(20, false), (10, true)])
  func manyPacksBecomeOne(limit: Int, isDone: Bool) throws {
    for number in 0..<15 {
      try commit("\(number)")
      try sandbox.git("repack", "-d", "--quiet", in: "repo")
    }
    try sandbox.git("config", "gc.autoPackLimit", "\(limit)", in: "repo")
    let maintenance = Maintenance(of: sandbox.path("repo/.git"))
    #expect(try maintenance.packMany() == isDone)
    #expect(try !maintenance.packMany())
    let packs = try FileManager.default.contentsOfDirectory(atPath: sandbox.path("repo/.git/objects/pack"))
      .count { $0.hasSuffix(".pack") }
    #expect(isDone ? packs < 5 : packs == 15)
    try sandbox.git("fsck", in: "repo")
  }

  @Test func whatGitSaysIsSaid() throws {
    try sandbox.git("config", "gc.auto", "many", in: "repo")
    let maintenance = Maintenance(of: sandbox.path("repo/.git"))
    let error = #expect(throws: GitError.self) { try maintenance.packMany() }
    #expect(error?.detail.contains("gc.auto") == true)
  }
}
