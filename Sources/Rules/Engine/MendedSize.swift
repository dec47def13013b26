import GitObjects
import Manifests

/// A wrong size of a blob that a change corrects, in manifests that name the blob and, if it is wrong there too, in its pointer.
///
/// If a server does not ask for content, somebody can name a digest that others are about to publish with another size than its
/// content has. Published sizes are never changed but so: digest, path and type stay, manifest and pointer agree afterwards, and
/// no content is there that says otherwise. Manifests that the change does not touch are not looked for.
struct MendedSize {
  let sizeInBytes: Int64
  /// The registries whose manifests the change corrects.
  var registries: Set<String>
}

extension Change {
  /// The sizes that the change corrects, by digest.
  func mendedSizes() throws(GitError) -> [Digest: MendedSize] {
    if let known = memory.mendedSizes { return known }
    var mended: [Digest: MendedSize] = [:]
    for (registry, artifact) in artifactsOfAnotherSize {
      guard let mode = try after.blobMode(),
        try after.blobSize(of: artifact.digest, mode) == artifact.sizeInBytes
      else { continue }
      mended[artifact.digest, default: MendedSize(sizeInBytes: artifact.sizeInBytes, registries: [])].registries
        .insert(registry)
    }
    memory.mendedSizes = mended
    return mended
  }

  /// True if an entry is a pointer whose size is corrected together with the manifests that name it.
  func isMended(_ entry: TreeChange, _ digest: Digest) throws(GitError) -> Bool {
    guard let before, let old = entry.before, let new = entry.after, let size = try mendedSizes()[digest],
      try before.pointer(at: old)?.digest == digest, let pointer = try after.pointer(at: new)
    else { return false }
    return pointer.digest == digest && pointer.sizeInBytes == size.sizeInBytes
  }

  /// The artifacts of published manifests that have another size, and nothing else that is other.
  private var artifactsOfAnotherSize: [(registry: String, artifact: Artifact)] {
    let published =
      versions.map { ($0.name.model.registry, $0.before?.value?.facts, $0.after?.value?.facts) }
      + candidates.map { ($0.name.model.registry, $0.before?.value?.facts, $0.after?.value?.facts) }
    return published.flatMap { registry, old, new -> [(String, Artifact)] in
      guard let old, let new, old.artifacts != new.artifacts else { return [] }
      let (all, known) = (Set(old.artifacts), Set(old.artifacts.map(\.withoutSize)))
      return new.artifacts.filter { !all.contains($0) && known.contains($0.withoutSize) }.map { (registry, $0) }
    }
  }

  /// Published facts with the sizes that the change corrects: what the new ones are compared with.
  func mending(_ facts: ModelFacts) throws(GitError) -> ModelFacts {
    let mended = try mendedSizes()
    guard !mended.isEmpty else { return facts }
    var facts = facts
    for (index, artifact) in facts.artifacts.enumerated() {
      if let size = mended[artifact.digest] { facts.artifacts[index].sizeInBytes = size.sizeInBytes }
    }
    return facts
  }
}

extension Artifact {
  fileprivate var withoutSize: Artifact {
    var artifact = self
    artifact.sizeInBytes = 0
    return artifact
  }
}
