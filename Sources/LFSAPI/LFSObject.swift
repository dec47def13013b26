import Manifests

/// Content that a client asks for or has: its oid and size.
struct LFSObject: Hashable, Sendable {
  let digest: Digest
  let sizeInBytes: Int64
}
