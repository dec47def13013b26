import Git
package import Manifests
import Rules

/// The artifacts of some versions of a model, by path.
package struct KnownArtifacts {
  private var byPath: [String: [Digest: Int64]] = [:]
  /// The folders that hold them, by paths below the version's.
  package private(set) var folders: Set<String> = []

  package init(_ artifacts: [Artifact]) { add(artifacts) }

  private mutating func add(_ artifacts: [Artifact]) {
    for artifact in artifacts {
      if byPath[artifact.path] == nil { folders.formUnion(Self.folders(of: artifact.path)) }
      byPath[artifact.path, default: [:]][artifact.digest] = artifact.sizeInBytes
    }
  }

  /// Adds every version and candidate that the snapshot has, and that of HEAD: what was pulled may be newer than what is read.
  package mutating func add(versionsOf model: ModelName, in reader: RegistryReader) throws {
    try reader.repository.bringPromised(
      reader.versions(of: model) { _ in true } + reader.candidates(of: model) { _ in true })
    for snapshot in [reader.snapshot] + (try reader.headSnapshot().map { [$0] } ?? []) {
      for number in try snapshot.versions(of: model) {
        // What an invalid manifest names is not known.
        try add(snapshot.version("\(number)", of: model)?.value?.artifacts ?? [])
      }
      for id in try snapshot.candidateNames(of: model) {
        try add(snapshot.candidate(id, of: model)?.value?.artifacts ?? [])
      }
    }
  }

  package func has(_ path: String) -> Bool { byPath[path] != nil }

  package func has(_ digest: Digest, at path: String) -> Bool { byPath[path]?[digest] != nil }

  package func has(_ sizeInBytes: Int64, at path: String) -> Bool {
    byPath[path]?.values.contains(sizeInBytes) ?? false
  }

  /// The folders above a path: `a` and `a/b` of `a/b/c`.
  package static func folders(of path: String) -> [String] {
    path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
  }
}
