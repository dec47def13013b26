package import Git
package import ManifestCoding
import Manifests
package import Rules

/// A registry repository as one git tree has it.
///
/// Lazy: trees and manifests are read when a rule or command asks for them, and remembered, up to a bound. Belongs to one thread.
package final class CommitSnapshot: Snapshot {
  package let repository: Repository
  /// The top tree.
  package let tree: ObjectID
  /// True if a manifest that is made for a newer program ends the reading, by a ``GitError`` with reason `newer`. To rules
  /// it is a manifest with a problem.
  private let refusesNewer: Bool
  private var trees: [ObjectID: [TreeEntry]] = [:]
  private var manifests: [String: Any] = [:]
  var versionReader = VersionReader()
  /// For who asks for versions' values alone, and for no place in their text; nil for decoding each.
  package var sharedReader: SharedVersionReader?
  /// Nil for decoding manifests for this snapshot alone.
  package var decoded: DecodedManifests?
  private let bounds: Bounds
  /// Of all remembered trees.
  private var entryCount = 0
  package let memory: SnapshotMemory
  private var places: [(components: [ArraySlice<UInt8>], entry: TreeEntry?)] = []

  /// How much is remembered: beyond it, all of a kind is forgotten and read again when somebody asks.
  package struct Bounds: Sendable {
    /// A manifest takes some kilobytes.
    package var manifests = 32_768
    /// Of folders, all together; 50 bytes each and the name.
    package var entries = 1 << 20
    /// Folders that were looked into by name.
    package var folders = 32_768

    package init() {}
  }

  /// What is remembered now.
  package var remembered: Bounds {
    var count = Bounds()
    (count.manifests, count.entries, count.folders) = (manifests.count, entryCount, open.count)
    return count
  }

  package init(
    _ repository: Repository, tree: ObjectID, refusingNewer refusesNewer: Bool = false, bounds: Bounds = Bounds()
  ) {
    self.bounds = bounds
    self.repository = repository
    self.tree = tree
    self.refusesNewer = refusesNewer
    memory = SnapshotMemory()
  }

  /// The same tree for whoever shows or edits it; what the other one has learned and decoded is used again.
  private init(reading other: CommitSnapshot) {
    (repository, tree, bounds) = (other.repository, other.tree, other.bounds)
    (memory, decoded, trees, open, entryCount) = (
      other.memory, other.decoded, other.trees, other.open, other.entryCount
    )
    refusesNewer = true
  }

  /// The snapshot's tree as ``forReading(_:tree:)`` gives it.
  package func forReading() throws(GitError) -> CommitSnapshot {
    let snapshot = CommitSnapshot(reading: self)
    _ = try snapshot.organization()
    return snapshot
  }

  /// The snapshot for whoever shows or edits what is there, and does not judge it.
  ///
  /// - Throws: a ``GitError`` with reason `newer` if the organization's manifest is made for a newer program; any other
  ///   manifest that is throws the same when it is read.
  package static func forReading(_ repository: Repository, tree: ObjectID) throws(GitError) -> CommitSnapshot {
    let snapshot = CommitSnapshot(repository, tree: tree, refusingNewer: true)
    _ = try snapshot.organization()
    return snapshot
  }

  /// What a change starts from: nil if the snapshot has no organization. That is no registry yet, so all of the change is new.
  package static func founded(_ snapshot: CommitSnapshot?) throws(GitError) -> CommitSnapshot? {
    try snapshot?.organization() == nil ? nil : snapshot
  }

  /// Takes an entry for what is at a path, and what is below it from there: the folders above need not be read for it.
  ///
  /// - Parameter entry: nil if there is nothing.
  func place(_ entry: TreeEntry?, at path: RepositoryPath) { places.append((path.components, entry)) }

  package func entry(at path: RepositoryPath) throws(GitError) -> TreeEntry? {
    let components = path.components
    let place = places.first { components.starts(with: $0.components) }
    var found = place?.entry
    if place != nil, found == nil { return nil }
    var folder = tree
    for (index, component) in components.enumerated().dropFirst(place?.components.count ?? 0) {
      if index > 0 {
        guard let found, found.mode.isFolder else { return nil }
        folder = found.id
      }
      found = try entry(named: component, in: folder)
      if found == nil { return nil }
    }
    return found
  }

  /// Trees that were looked into, by id. The first look-ups read a tree's bytes; a tree that is asked often gets an index.
  private final class OpenTree {
    let tree: Tree
    private var lookups = 0
    private var index: [ArraySlice<UInt8>: TreeEntry]?

    init(_ tree: Tree) { self.tree = tree }

    func entry(named name: ArraySlice<UInt8>) -> TreeEntry? {
      lookups += 1
      guard lookups > CommitSnapshot.lookupsBeforeIndex else { return tree.entry(named: name) }
      let index = index ?? tree.byName
      self.index = index
      return index[name]
    }
  }

  private var open: [ObjectID: OpenTree] = [:]
  private static let lookupsBeforeIndex = 16

  private func entry(named name: ArraySlice<UInt8>, in id: ObjectID) throws(GitError) -> TreeEntry? {
    if let known = open[id] { return known.entry(named: name) }
    let tree = OpenTree(try repository.tree(id))
    if open.count >= bounds.folders { open = [:] }
    open[id] = tree
    return tree.entry(named: name)
  }

  package func entries(in folder: RepositoryPath?) throws(GitError) -> [TreeEntry] {
    var id = tree
    if let folder {
      guard let entry = try entry(at: folder), entry.mode.isFolder else { return [] }
      id = entry.id
    }
    if let known = trees[id] { return known }
    let tree = if let known = open[id] { known.tree } else { try repository.tree(id) }
    let entries = Array(tree)
    if entryCount + entries.count > bounds.entries { forgetTrees() }
    entryCount += entries.count
    trees[id] = entries
    return entries
  }

  /// Forgets what was read of manifests and folders: whoever reads every version of a large registry does so between models.
  package func forget() {
    forgetTrees()
    manifests = [:]
  }

  private func forgetTrees() {
    trees = [:]
    entryCount = 0
  }

  /// Forgets what was read, once it is more than so many manifests or folders.
  package func forget(beyond count: Int) {
    if manifests.count > count || trees.count > count { forget() }
    if open.count > count { open = [:] }
  }

  package func sizeInBytes(of blob: ObjectID) throws(GitError) -> Int { try repository.header(of: blob).sizeInBytes }

  package func content(of blob: ObjectID) throws(GitError) -> [UInt8] { try repository.content(of: blob, .blob) }

  package func content(of blob: ObjectID, atMost sizeInBytes: Int) throws(GitError) -> [UInt8]? {
    try repository.content(of: blob, .blob, atMost: sizeInBytes)
  }

  package func manifest<Value: Manifest>(
    _ type: Value.Type, at stem: String
  ) throws(GitError) -> LoadedManifest<Value>? {
    if let known = manifests[stem] { return known as? LoadedManifest<Value> }
    let loaded: LoadedManifest<Value>? = try load(stem)
    if manifests.count >= bounds.manifests { manifests = [:] }
    manifests[stem] = loaded as Any
    return loaded
  }

  private func sound<Value: Manifest>(_ content: [UInt8], as format: ManifestFormat) -> DecodedManifest<Value>? {
    guard Value.self == ModelVersion.self, format == .yaml,
      let value = sharedReader?.version(from: content) as? Value
    else { return nil }
    return DecodedManifest(sound: value)
  }

  private func decode<Value: Manifest>(
    _ blob: ObjectID, _ format: ManifestFormat
  ) throws(GitError) -> DecodedManifest<Value> {
    guard let content = try content(of: blob, atMost: Value.kind.sizeLimitInBytes) else {
      return ManifestDecoder.tooLarge(sizeInBytes: try sizeInBytes(of: blob))
    }
    return sound(content, as: format) ?? ManifestDecoder.decode(Value.self, from: content, as: format)
  }

  private func load<Value: Manifest>(_ stem: String) throws(GitError) -> LoadedManifest<Value>? {
    for format in ManifestFormat.allCases {
      guard let path = RepositoryPath("\(stem).\(format.rawValue)"), let entry = try entry(at: path),
        entry.mode == .file || entry.mode == .executable
      else { continue }
      let decoded: DecodedManifest<Value> =
        if let decoded {
          try decoded.manifest(in: entry.id, as: format) { () throws(GitError) in try decode(entry.id, format) }
        } else { try decode(entry.id, format) }
      if refusesNewer, let version = decoded.newerVersion { throw NewerManifest.error(path, version) }
      return LoadedManifest(path: path, format: format, blob: entry.id, decoded: decoded)
    }
    return nil
  }
}

extension Tree {
  /// The entries by their names; of a name that appears twice, the first.
  fileprivate var byName: [ArraySlice<UInt8>: TreeEntry] {
    var index: [ArraySlice<UInt8>: TreeEntry] = [:]
    for entry in self where index[entry.name] == nil { index[entry.name] = entry }
    return index
  }
}
