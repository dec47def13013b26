package import Manifests

extension [Artifact] {
  /// One digest for all of a version's content, whatever is recorded beside it: SHA-256 over the artifacts that are no logs.
  ///
  /// A record is an artifact's path, type, digest, size in bytes and `true` or `false` for executable, in UTF-8, each ended
  /// by a NUL byte. The records, sorted by their bytes, which is by path, follow a name of the form. docs/digest.md
  /// defines it for others.
  package var digest: Digest {
    let records = filter { $0.type != Artifact.logType }.map { artifact -> [UInt8] in
      let size = artifact.sizeInBytes
      let text = "\(artifact.path)\0\(artifact.type)\0\(artifact.digest)\0\(size)\0\(artifact.isExecutable)\0"
      return [UInt8](text.utf8)
    }
    var hash = ContentHash()
    let form = [UInt8]("git-registry/v1 artifacts\0".utf8)
    for bytes in [form] + records.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      bytes.withUnsafeBytes { hash.update($0) }
    }
    return hash.digest
  }
}
