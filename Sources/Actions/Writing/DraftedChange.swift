import Git
import RegistryStore

/// What actions would write on a snapshot, as text, before anybody judges or commits it.
package struct DraftedChange: Sendable {
  /// By path; no content of artifacts among them.
  package let files: [File]
  /// Of the commit, unless somebody gives another one.
  package let message: String

  package struct File: Sendable {
    /// From the repository's top.
    package let path: String
    package let before: String?
    /// Nil for a file that goes away.
    package let after: String?
  }

  /// Files that are shown, at most: a model that goes away may have thousands.
  private static let filesAtMost = 20

  /// - Throws: what an action throws that cannot be made.
  package init(of commit: PlannedCommit, on reader: RegistryReader) throws {
    let repository = reader.repository
    let mark = repository.stagedCount
    defer { repository.unstage(after: mark) }
    let snapshot = try CommitSnapshot.forReading(repository, tree: reader.snapshot.tree)
    let (edit, effects) = try commit.edit(snapshot, ContentIntake(into: repository, isDraft: true))
    message = commit.message(effects)
    let manifests = edit.updates.filter { !"\($0.key)".hasPrefix("blobs/") }.sorted { $0.key < $1.key }
    files = try manifests.prefix(Self.filesAtMost).compactMap { path, update in
      func text(_ blob: ObjectID) throws -> String { String(decoding: try snapshot.content(of: blob), as: UTF8.self) }
      let old = try snapshot.entry(at: path).map { try text($0.id) }
      let new: String? = if case .file(let blob) = update { try text(blob) } else { nil }
      return old == new ? nil : File(path: "\(path)", before: old, after: new)
    }
  }
}
