package import Git
package import ManifestCoding
import Manifests
import Rules

/// The files that one action writes, before they become a commit.
///
/// Everything is staged in memory; nothing reaches the repository before a ``Transaction`` commits it.
package struct Edit {
  package private(set) var updates: [RepositoryPath: PathUpdate] = [:]
  private let snapshot: CommitSnapshot
  private let dropsComments: Bool

  package init(of snapshot: CommitSnapshot, dropsComments: Bool = false) {
    self.snapshot = snapshot
    self.dropsComments = dropsComments
  }

  /// Writes a manifest in canonical form: over the one that is there, in its format and with its comments, or a new one in YAML.
  ///
  /// - Parameter stem: the path without its ending.
  /// - Throws: ``EditError/commentsWouldBeLost(path:fields:)``, ``EditError/unreadable(path:)``,
  ///   ``EditError/newer(path:version:)``.
  package mutating func write<Value: Manifest>(_ value: Value, at stem: String) throws {
    let old = try snapshot.manifest(Value.self, at: stem)
    let path = try old?.path ?? Self.path("\(stem).yaml")
    if let old, let version = old.decoded.newerVersion { throw EditError.newer(path: "\(old.path)", version: version) }
    // What was not understood would be lost.
    if let old, !old.decoded.problems.isEmpty { throw EditError.unreadable(path: "\(old.path)") }
    let format = old?.format ?? .yaml
    var text = try old == nil ? value.newText(schemas: snapshot.organization()?.value?.schemas) : value.text(as: format)
    if let old, format == .yaml, !dropsComments {
      guard let node = old.decoded.node else { throw EditError.unreadable(path: "\(path)") }
      let published = String(decoding: try snapshot.content(of: old.blob), as: UTF8.self)
      let homeless = ManifestRewriter.homelessComments(of: published, node, in: value)
      if homeless.isEmpty,
        let kept = ManifestRewriter.rewrite(value, format: format, keepingCommentsOf: published, node)
      {
        text = kept
      } else if ManifestDecoder.decode(Value.self, from: Array(text.utf8), as: format).problems.isEmpty {
        throw EditError.commentsWouldBeLost(path: "\(path)", fields: homeless)
      }
      // Otherwise the reason is a value that no manifest may hold: the rules say which.
    }
    try write(Array(text.utf8), at: path)
  }

  package mutating func write(_ content: [UInt8], at path: RepositoryPath) throws(GitError) {
    updates[path] = .file(try snapshot.repository.stage(.blob, content))
  }

  /// Writes a file whose content is a blob in the repository already.
  package mutating func write(_ blob: ObjectID, at path: RepositoryPath) { updates[path] = .file(blob) }

  package mutating func remove(_ path: RepositoryPath) { updates[path] = .removed }

  /// Adds what another edit does after this one.
  package mutating func add(_ later: Edit) { updates.merge(later.updates) { $1 } }

  /// Removes every file below a folder.
  package mutating func removeFolder(_ folder: RepositoryPath) throws(GitError) {
    for entry in try snapshot.entries(in: folder) {
      let path = folder.appending(entry.name)
      if entry.mode.isFolder { try removeFolder(path) } else { remove(path) }
    }
  }

  private static func path(_ text: String) throws -> RepositoryPath {
    guard let path = RepositoryPath(text) else { throw EditError.noPath(text) }
    return path
  }
}

/// Why an edit cannot be made without losing something.
package enum EditError: Error, Hashable, CustomStringConvertible {
  case commentsWouldBeLost(path: String, fields: [String])
  case unreadable(path: String)
  /// Made for a newer program, by its `apiVersion`.
  case newer(path: String, version: String)
  case noPath(String)

  package var description: String {
    switch self {
    case .commentsWouldBeLost(let path, let fields):
      "\(path): the comments at \(fields.joined(separator: ", ")) would be lost; move them, or add --drop-comments"
    case .unreadable(let path):
      "\(path): the manifest is invalid, and rewriting it would lose what is wrong in it\nhelp: git registry validate shows what to fix"
    case .newer(let path, let version): NewerManifest.message(path, version)
    case .noPath(let text): "'\(text)' is not a valid path in a repository"
    }
  }
}
