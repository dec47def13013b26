package import Blobs
package import Diagnostics
import Git
package import Manifests
package import RegistryStore
import Rules

/// The blobs that a reference names, who names them, and what was found wrong with them.
package struct Verification {
  package private(set) var blobs: [ContentCheck.Blob] = []
  /// Who names a blob, as `REGISTRY/MODEL@VERSION PATH`, by its index.
  package private(set) var users: [[String]] = []
  package private(set) var purged: [(index: Int, tombstone: Tombstone)] = []
  /// Versions and candidates whose manifests cannot be read.
  package private(set) var unreadable: [String] = []
  package private(set) var problems: [(index: Int, problem: ContentCheck.Problem)] = []

  package init(of reader: RegistryReader, _ reference: Reference?, _ mode: Organization.BlobMode) throws {
    var indices: [Digest: Int] = [:]
    try ArtifactHolder.each(in: reader.snapshot, of: reference) { holder in
      guard let artifacts = holder.artifacts else { return unreadable.append(holder.name) }
      for artifact in artifacts where artifact.digest != .empty {
        let user = "\(holder.name) \(artifact.path)"
        if let index = indices[artifact.digest] {
          users[index].append(user)
        } else {
          indices[artifact.digest] = blobs.count
          let blob = try mode == .git ? Self.gitBlob(of: artifact.digest, in: reader.snapshot) : nil
          blobs.append(ContentCheck.Blob(digest: artifact.digest, sizeInBytes: artifact.sizeInBytes, gitBlob: blob))
          users.append([user])
        }
      }
    }
  }

  private static func gitBlob(of digest: Digest, in snapshot: CommitSnapshot) throws -> ObjectID? {
    try RepositoryPath(digest.blobPath).flatMap { try snapshot.entry(at: $0)?.id }
  }

  /// Nil too if the object at the blob's place cannot be read: the check tells of it.
  private static func tombstone(of digest: Digest, in snapshot: CommitSnapshot) -> Tombstone? {
    do {
      return try snapshot.tombstone(of: digest)
    } catch {
      return nil
    }
  }

  /// Bytes of the blobs that are not known to be purged.
  package var sizeInBytes: Int64 {
    let lost = Set(purged.map(\.index))
    return blobs.indices.reduce(0) { sum, index in
      let (total, overflow) = sum.addingReportingOverflow(lost.contains(index) ? 0 : blobs[index].sizeInBytes)
      return overflow ? .max : total
    }
  }

  /// Takes what a check found. Whether a blob is purged is asked only if its content is not what it should be: whole content
  /// costs no look into the tree.
  package mutating func add(_ found: [Int: ContentCheck.Problem], in snapshot: CommitSnapshot) {
    for (index, problem) in found.sorted(by: { blobs[$0.key].digest < blobs[$1.key].digest }) {
      if let tombstone = Self.tombstone(of: blobs[index].digest, in: snapshot) {
        purged.append((index, tombstone))
      } else {
        problems.append((index, problem))
      }
    }
  }

  package var missing: [Digest] { problems.filter { $0.problem == .missing }.map { blobs[$0.index].digest } }
  package var damagedCount: Int { problems.count - missing.count + unreadable.count }

  package var value: JSONValue {
    let found = problems.map { index, problem in
      let blob = blobs[index]
      return JSONValue.object([
        "digest": .string("\(blob.digest)"), "size": .integer(blob.sizeInBytes), "problem": .string(problem.name),
        "detail": problem.detail(blob).map { .string($0) }, "namedBy": .array(users[index].map { .string($0) }),
      ])
    }
    let gone = purged.map { index, tombstone in
      JSONValue.object([
        "digest": .string("\(tombstone.digest)"), "reason": .string(tombstone.reason),
        "namedBy": .array(users[index].map { .string($0) }),
      ])
    }
    return .object([
      "blobs": .integer(Int64(blobs.count - purged.count)), "size": .integer(sizeInBytes),
      "missing": .integer(Int64(missing.count)),
      "damaged": .integer(Int64(damagedCount)), "problems": .array(found), "purged": .array(gone),
      "unreadable": .array(unreadable.map { .string($0) }),
    ])
  }
}

extension ContentCheck.Problem {
  package var name: String {
    switch self {
    case .missing: "missing"
    case .short: "short"
    case .long: "long"
    case .altered: "altered"
    case .misstated: "misstated"
    case .unreadable: "unreadable"
    }
  }

  package func detail(_ blob: ContentCheck.Blob) -> String? {
    switch self {
    case .missing: ByteCount.text(blob.sizeInBytes)
    case .short(let size), .long(let size): "\(size) bytes instead of \(blob.sizeInBytes)"
    case .altered(let digest): "the content has digest \(digest)"
    case .misstated(let size): "the content is sound with \(size) bytes, but the manifest says \(blob.sizeInBytes)"
    case .unreadable(let detail): detail
    }
  }
}
