internal import GRDB

/// The artifacts of a registry. What is below a folder is a range of paths: from `folder/` up to `folder0`, which follows all of them.
struct ArtifactTable {
  let database: Database
  let registry: String

  init(_ database: Database, _ registry: String) {
    self.database = database
    self.registry = registry
  }

  func artifact(_ path: String) throws -> StoredArtifact? {
    try database.row(
      "SELECT path, digest, size, modified FROM artifact WHERE registry = ? AND path = ?", [registry, path]
    ).map(Self.artifact)
  }

  func put(_ artifact: StoredArtifact) throws {
    for folder in ArtifactPath.folders(of: artifact.path) where try self.artifact(folder) != nil {
      throw RunStoreError.invalid("'\(folder)' is a file, so nothing can be below it; delete it or choose another path")
    }
    guard try first(below: artifact.path, ">=", artifact.path + "/") == nil else {
      throw RunStoreError.invalid("'\(artifact.path)' is a folder; delete it or choose another path")
    }
    try database.run(
      "INSERT OR REPLACE INTO artifact (registry, path, digest, size, modified) VALUES (?, ?, ?, ?, ?)",
      [registry, artifact.path, artifact.digest, artifact.size, artifact.modified])
  }

  /// The files below a folder, by path.
  func files(below folder: String) throws -> [StoredArtifact] {
    try database.map(
      "SELECT path, digest, size, modified FROM artifact WHERE registry = ? AND path >= ? AND path < \(Self.limit) ORDER BY path",
      [registry, Self.start(of: folder), Self.end(of: folder)], Self.artifact)
  }

  /// What is directly in a folder, by name. Steps over what is in the folders below it, however much that is.
  func entries(of folder: String) throws -> [ArtifactEntry] {
    let start = Self.start(of: folder)
    var entries: [ArtifactEntry] = []
    var next = try first(below: folder, ">=", start)
    while let file = next {
      let rest = file.path.utf8.dropFirst(start.utf8.count)
      guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else {
        entries.append(.file(file))
        next = try first(below: folder, ">", file.path)
        continue
      }
      let path = String(file.path[..<slash])
      entries.append(.folder(path: path, size: try size(below: path)))
      next = try first(below: folder, ">=", path + "0")
    }
    return entries
  }

  /// - Returns: how many files went.
  func delete(_ path: String) throws -> Int {
    try database.run("DELETE FROM artifact WHERE registry = ? AND path = ?", [registry, path])
    let file = database.changesCount
    try database.run(
      "DELETE FROM artifact WHERE registry = ? AND path >= ? AND path < \(Self.limit)",
      [registry, Self.start(of: path), Self.end(of: path)])
    return file + database.changesCount
  }

  /// The first file below a folder whose path stands in a relation to another.
  private func first(below folder: String, _ relation: String, _ path: String) throws -> StoredArtifact? {
    try database.row(
      """
      SELECT path, digest, size, modified FROM artifact
      WHERE registry = ? AND path \(relation) ? AND path < \(Self.limit) ORDER BY path LIMIT 1
      """, [registry, path, Self.end(of: folder)]
    ).map(Self.artifact)
  }

  private func size(below folder: String) throws -> Int64 {
    try database.row(
      "SELECT coalesce(sum(size), 0) FROM artifact WHERE registry = ? AND path >= ? AND path < \(Self.limit)",
      [registry, Self.start(of: folder), Self.end(of: folder)])?[0] ?? 0
  }

  private static func start(of folder: String) -> String { folder.isEmpty ? "" : folder + "/" }

  /// The first text behind all paths below a folder; nil for the root, where ``limit`` is behind every text.
  private static func end(of folder: String) -> String? { folder.isEmpty ? nil : folder + "0" }

  /// SQLite sorts every blob behind every text.
  private static let limit = "coalesce(?, x'')"

  private static func artifact(_ row: Row) -> StoredArtifact {
    StoredArtifact(path: row[0], digest: row[1], size: row[2], modified: row[3])
  }
}
