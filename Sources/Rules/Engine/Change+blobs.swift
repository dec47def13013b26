import Diagnostics
import Git
import ManifestCoding
import Manifests

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

  var writtenBlobs: [WrittenBlob] {
    written.compactMap { change in
      guard case .blob(let digest?) = LayoutPath(change.path), let entry = change.after, entry.mode == .file else {
        return nil
      }
      return WrittenBlob(digest: digest, entry: entry, location: change.location)
    }
  }
}

extension Snapshot {
  /// The pointer at an entry; nil for what is no well-formed pointer.
  func pointer(at entry: TreeEntry) throws(GitError) -> LFSPointer? {
    guard entry.mode == .file, try sizeInBytes(of: entry.id) <= LFSPointer.sizeLimitInBytes else { return nil }
    return LFSPointer(try content(of: entry.id))
  }

  /// The size that a blob in the repository says it has; nil where it is not there or is no pointer.
  func blobSize(of digest: Digest, _ mode: Organization.BlobMode) throws(GitError) -> Int64? {
    guard let path = RepositoryPath(digest.blobPath), let entry = try entry(at: path), !entry.mode.isFolder else {
      return nil
    }
    return try mode == .lfs ? pointer(at: entry)?.sizeInBytes : Int64(sizeInBytes(of: entry.id))
  }
}

extension TreeChange {
  var location: SourceLocation { SourceLocation(path: "\(path)") }
}
