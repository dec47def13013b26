import Git
import Manifests
import Synchronization
import TestSupport
import Testing

@testable import Blobs

/// Links that are planted below an output folder, before and while it is written.
struct OutputFolderTests {
  private let sandbox: GitSandbox
  private let export: BlobExport
  private let artifacts: [Artifact]

  /// A repository whose store has two blobs, and a folder `outside` that has a file for each way there.
  init() throws {
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "repository")
    let repository = try Repository.open(at: sandbox.path("repository"))
    let store = try LFSStore(of: repository)
    artifacts = try [("first", "one"), ("sub/deep/second", "two")].map { path, content in
      let copy = try StreamedFile.copy(Array(content.utf8), toTemporaryIn: repository.commonDirectory)
      try FileSystem.publish(copy.temporary, as: store.path(of: copy.digest))
      return Artifact(path: path, type: "model", digest: copy.digest, sizeInBytes: copy.sizeInBytes)
    }
    for path in Self.outside { try sandbox.write("theirs", to: "outside/\(path)") }
    export = try BlobExport(from: repository, mode: .lfs) { _ in nil }
  }

  private static let outside = ["deep/second", "first", "second", "sub/deep/second"]

  private func isUntouched() throws -> Bool {
    let files = try FileSystem.files(below: sandbox.path("outside"))
    return try files == Self.outside && files.allSatisfy { try sandbox.read("outside/\($0)") == "theirs" }
  }

  private func write(to folder: OutputFolder, _ placement: BlobExport.Placement, _ planter: Planter? = nil) throws {
    try export.write(artifacts.map { .init($0, in: folder, at: $0.path) }, placement, progress: planter)
  }

  static let placements = [BlobExport.Placement.copied, .linked(checked: [])]

  @Test("a link that lies there is not followed", arguments: ["sub", "sub/deep"], placements)
  func planted(link: String, placement: BlobExport.Placement) throws {
    try sandbox.write("", to: "out/sub/kept")
    _ = try sandbox.run("bash", ["-c", "rm -rf out/\(link); ln -s \(sandbox.path("outside")) out/\(link)"])
    #expect(throws: BlobExportError.self) { try write(to: OutputFolder(sandbox.path("out")), placement) }
    #expect(try isUntouched())
    #expect(!sandbox.exists("out/first"), "nothing is written")
  }

  @Test("a link at a file's own place is replaced", arguments: ["first", "sub/deep/second"], placements)
  func atTheFile(path: String, placement: BlobExport.Placement) throws {
    try sandbox.write("", to: "out/sub/deep/kept")
    _ = try sandbox.run("bash", ["-c", "ln -s \(sandbox.path("outside/first")) out/\(path)"])
    try write(to: OutputFolder(sandbox.path("out")), placement)
    #expect(try isUntouched())
    #expect(!FileSystem.isLink(sandbox.path("out/\(path)")))
    #expect(try sandbox.read("out/first") + sandbox.read("out/sub/deep/second") == "onetwo")
  }

  @Test("a link that takes a folder's place meanwhile is not followed", arguments: ["sub", "sub/deep"], placements)
  func swappedIn(link: String, placement: BlobExport.Placement) throws {
    let planter = Planter { [sandbox] in
      // Another file's thread may make the folder again in between.
      let script = """
        mkdir -p out/\(link); n=0
        until ln -sT \(sandbox.path("outside")) out/\(link); do n=$((n + 1)); mv -T out/\(link) aside-$n; done
        """
      _ = try? sandbox.run("bash", ["-c", script])
    }
    #expect(throws: BlobExportError.self) { try write(to: OutputFolder(sandbox.path("out")), placement, planter) }
    #expect(FileSystem.isLink(sandbox.path("out/\(link)")), "it was planted")
    #expect(try isUntouched())
  }

  @Test("the folder itself may be a link, and its child may not")
  func theFolderItself() throws {
    _ = try sandbox.run("bash", ["-c", "mkdir real; ln -s real named; ln -s ../outside real/m-1.0.0"])
    try write(to: OutputFolder(sandbox.path("named")), .copied)
    #expect(try sandbox.read("real/first") == "one")
    let child = OutputFolder("m-1.0.0", in: OutputFolder(sandbox.path("named")))
    #expect(throws: BlobExportError.self) { try write(to: child, .copied) }
    #expect(try isUntouched())
  }
}

/// Does something once, at the first sign of progress.
private final class Planter: ByteProgress {
  private let action: @Sendable () -> Void
  private let isDone = Mutex(false)

  init(_ action: @escaping @Sendable () -> Void) { self.action = action }

  func advance(by sizeInBytes: Int64) {
    isDone.withLock { isDone in
      if !isDone { action() }
      isDone = true
    }
  }

  func finish() {}
}
