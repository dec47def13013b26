import Diagnostics
package import GitObjects
import ManifestCoding
package import Manifests

/// An artifact that a change adds to a version or candidate.
struct AddedArtifact {
  let value: Artifact
  let location: SourceLocation
}

/// A file under `blobs/` that a change writes.
struct WrittenBlob {
  let digest: Digest
  let entry: TreeEntry
  let location: SourceLocation
}

extension Change {
  var addedArtifacts: [AddedArtifact] {
    facts.flatMap { holder in
      holder.addedArtifacts.map { AddedArtifact(value: $1, location: holder.location(ofArtifact: $0)) }
    }
  }

  /// The blobs that the change writes, but the tombstones of those that it purges.
  func writtenBlobs() throws(GitError) -> [WrittenBlob] {
    var blobs: [WrittenBlob] = []
    for change in written {
      guard case .blob(let digest?) = LayoutPath(change.path), let entry = change.after, entry.mode == .file,
        try !isTombstone(change, of: digest)
      else { continue }
      blobs.append(WrittenBlob(digest: digest, entry: entry, location: change.location))
    }
    return blobs
  }

  /// True if an entry is the tombstone of what was there before; in a snapshot judged alone and on a first push, of what
  /// was purged some time.
  func isTombstone(_ entry: TreeChange, of digest: Digest) throws(GitError) -> Bool {
    guard let written = entry.after, let tombstone = try after.tombstone(at: written), tombstone.digest == digest else {
      return false
    }
    guard let before else { return true }
    guard let old = entry.before, try before.tombstone(at: old)?.digest != digest,
      let mode = try before.blobMode()
    else { return false }
    return try before.blobSize(of: digest, mode) == tombstone.sizeInBytes
  }
}

extension Snapshot {
  /// The pointer at an entry; nil if it is not a well-formed pointer.
  package func pointer(at entry: TreeEntry) throws(GitError) -> LFSPointer? {
    guard entry.mode == .file else { return nil }
    return try content(of: entry.id, atMost: LFSPointer.sizeLimitInBytes).flatMap(LFSPointer.init)
  }

  /// The tombstone at an entry; nil for what is none.
  package func tombstone(at entry: TreeEntry) throws(GitError) -> Tombstone? {
    guard entry.mode == .file else { return nil }
    return try content(of: entry.id, atMost: Tombstone.sizeLimitInBytes).flatMap(Tombstone.init)
  }

  /// The tombstone at a blob's place; nil if it was not purged.
  package func tombstone(of digest: Digest) throws(GitError) -> Tombstone? {
    guard let path = RepositoryPath(digest.blobPath), let entry = try entry(at: path),
      let tombstone = try tombstone(at: entry), tombstone.digest == digest
    else { return nil }
    return tombstone
  }

  /// The size that a blob in the repository says it has; nil if it is missing or is not a pointer.
  package func blobSize(of digest: Digest, _ mode: Organization.BlobMode) throws(GitError) -> Int64? {
    guard let path = RepositoryPath(digest.blobPath), let entry = try entry(at: path), !entry.mode.isFolder else {
      return nil
    }
    if let tombstone = try tombstone(at: entry), tombstone.digest == digest { return tombstone.sizeInBytes }
    return try mode == .lfs ? pointer(at: entry)?.sizeInBytes : Int64(sizeInBytes(of: entry.id))
  }
}

extension TreeChange {
  var location: SourceLocation { SourceLocation(path: "\(path)") }
}
