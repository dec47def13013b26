import RunStore
import Testing

@Suite struct ArtifactContractTests {
  private static let paths = [
    "0/a/artifacts/MLmodel", "0/a/artifacts/data/model.pkl", "0/a/artifacts/data/b c.txt", "0/a/artifacts/data-2/x",
    "0/a/artifacts/data.txt", "0/a/artifacts/data/deep/er/y", "0/a/artifacts/größe 😀", "0/ab", "z\u{10ffff}",
  ]

  private func filled(_ engine: RunEngine) async throws -> StoreFolder {
    let folder = try await engine.open()
    for (index, path) in Self.paths.enumerated() {
      for registry in ["models", "others"] {
        try await folder.store.putArtifact(
          StoredArtifact(path: path, digest: "d\(index % 4)", size: Int64(index) + 1, modified: 5), in: registry)
      }
    }
    return folder
  }

  struct Listing: Sendable {
    let folder: String
    let entries: [String]
    let below: Int
  }

  @Test(
    "a listing has one level, by bytes",
    arguments: RunEngine.allCases,
    [
      Listing(folder: "", entries: ["0/", "z\u{10ffff}"], below: 9),
      Listing(folder: "0", entries: ["0/a/", "0/ab"], below: 8),
      Listing(
        folder: "0/a/artifacts",
        entries: ["MLmodel", "data-2/", "data.txt", "data/", "größe 😀"].map { "0/a/artifacts/" + $0 }, below: 7),
      Listing(
        folder: "0/a/artifacts/data", entries: ["b c.txt", "deep/", "model.pkl"].map { "0/a/artifacts/data/" + $0 },
        below: 3),
      Listing(folder: "0/a/artifacts/MLmodel", entries: [], below: 0),
      Listing(folder: "0/a/art", entries: [], below: 0), Listing(folder: "nowhere", entries: [], below: 0),
    ])
  func listed(engine: RunEngine, row: Listing) async throws {
    let folder = try await filled(engine)
    let entries = try await folder.store.artifacts(inFolder: row.folder, of: "models")
    let names = entries.map { entry in
      if case .folder(let path, _) = entry { path + "/" } else { entry.path }
    }
    #expect(names == row.entries)
    #expect(try await folder.store.artifacts(below: row.folder, in: "models").count == row.below)
    if row.folder == "0/a/artifacts" {
      #expect(entries.contains(.folder(path: "0/a/artifacts/data", size: 2 + 3 + 6)))
      #expect(entries.first == .file(StoredArtifact(path: Self.paths[0], digest: "d0", size: 1, modified: 5)))
    }
  }

  @Test("a file is put again, and deleted alone or with its folder", arguments: RunEngine.allCases)
  func changed(engine: RunEngine) async throws {
    let folder = try await filled(engine)
    let store = folder.store
    let path = Self.paths[0]
    let new = StoredArtifact(path: path, digest: "new", size: 0, modified: 9)
    try await store.putArtifact(new, in: "models")
    #expect(try await store.artifact(path, in: "models") == new)
    #expect(try await store.artifact(path, in: "others")?.digest == "d0")
    #expect(try await store.digestsInUse() == ["d0", "d1", "d2", "d3", "new"])
    #expect(try await store.deleteArtifacts(at: path, in: "models") == 1)
    #expect(try await store.artifact(path, in: "models") == nil)
    #expect(try await store.deleteArtifacts(at: "0/a/artifacts/data", in: "models") == 3)
    #expect(try await store.deleteArtifacts(at: "0/a/artifacts/data", in: "models") == 0)
    #expect(try await store.artifacts(below: "", in: "models").count == 5)
    #expect(try await store.artifacts(below: "", in: "others").count == 9)
  }

  @Test(
    "paths that could be read as others are refused",
    arguments: RunEngine.allCases,
    ["/a", "a/", "a//b", ".", "..", "a/../b", "a/./b", "a\0b", String(repeating: "a", count: 4097)])
  func refused(engine: RunEngine, path: String) async throws {
    let store = try await engine.open()
    let artifact = StoredArtifact(path: path, digest: "d", size: 1, modified: 1)
    let refusal = RunStoreError(.invalid, "Invalid path")
    await #expect(throws: refusal) { try await store.store.putArtifact(artifact, in: "models") }
    await #expect(throws: refusal) { try await store.store.artifact(path, in: "models") }
    await #expect(throws: refusal) { try await store.store.artifacts(inFolder: path, of: "models") }
    await #expect(throws: refusal) { try await store.store.deleteArtifacts(at: path, in: "models") }
  }

  @Test("a path is a file or a folder", arguments: RunEngine.allCases, ["0/ab/c", "0/ab/c/d", "0/a", "0"])
  func either(engine: RunEngine, path: String) async throws {
    let folder = try await filled(engine)
    let error = await #expect(throws: RunStoreError.self) {
      try await folder.store.putArtifact(
        StoredArtifact(path: path, digest: "d", size: 1, modified: 1), in: "models")
    }
    #expect(error?.kind == .invalid)
  }
}
