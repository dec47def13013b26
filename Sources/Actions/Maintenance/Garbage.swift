package import Blobs
package import Diagnostics
package import Git
package import Manifests
import RegistryStore

/// What a collection deletes.
package struct Garbage {
  package let unnamed: [(digest: Digest, file: LFSStore.StoredFile)]
  package let leftovers: [LFSStore.StoredFile]
  package let namedCount: Int
  package let youngCount: Int

  /// - Parameters:
  ///   - used: what is named elsewhere, by a server's runs.
  ///   - grace: the age in seconds from which on content that nothing names is deleted.
  ///   - now: in seconds since 1970.
  package init(
    of repository: Repository, in store: LFSStore, keeping used: Set<Digest>, grace: Int64, at now: Int64
  ) throws {
    // What arrives while the trees are walked is not in this list.
    let contents = try store.contents()
    let known = Set(contents.keys)
    let named = try NamedContent.named(among: known, in: repository, recent: grace).union(used.intersection(known))
    let latest = now - grace
    let rest = contents.filter { !named.contains($0.key) }
    unnamed = rest.filter { $0.value.modifiedAt <= latest }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    leftovers = try store.leftovers(olderThan: LFSStore.leftoverAge, at: now)
    namedCount = named.count
    youngCount = rest.count - unnamed.count
  }

  package var files: [LFSStore.StoredFile] { unnamed.map(\.file) + leftovers }
  package var sizeInBytes: Int64 { files.reduce(0) { $0 + $1.sizeInBytes } }

  package func value(isDryRun: Bool) -> JSONValue {
    .object([
      "dryRun": .boolean(isDryRun), "size": .integer(sizeInBytes),
      "unnamed": .array(
        unnamed.map { .object(["digest": .string("\($0.digest)"), "size": .integer($0.file.sizeInBytes)]) }),
      "leftovers": .array(
        leftovers.map { .object(["path": .string($0.path), "size": .integer($0.sizeInBytes)]) }),
      "named": .integer(Int64(namedCount)), "young": .integer(Int64(youngCount)),
    ])
  }
}
