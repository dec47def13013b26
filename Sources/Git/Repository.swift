private import CLibgit2

/// One git repository, read and written through libgit2.
///
/// Values are copied out; no libgit2 pointer leaves this target. A handle belongs to one thread: sharing one object store
/// between threads is slower than one thread alone (`measurements`: 8.5 s against 6.9 s a million blobs).
package final class Repository {
  let handle: OpaquePointer
  let objects: OpaquePointer
  /// The quarantine of a push; nil outside of a hook.
  let quarantine: String?
  /// Objects made but not yet in the object store; reads see them. See ``stage(_:_:)``.
  var staged: [ObjectID: (kind: ObjectKind, content: [UInt8])] = [:]
  var stagedOrder: [ObjectID] = []
  /// Blobs whose files wait to be written; see ``announceBlob(ofFile:sizeInBytes:)``.
  var announced: [ObjectID: AnnouncedBlob] = [:]
  /// What ``configuration(_:)`` reads, taken once: making one costs 130,000 instructions, and a hook asks for ten values. A git
  /// process may change what is there; see ``forgetConfiguration()``.
  var configurationSnapshot: OpaquePointer?
  /// What goes before the snapshot's values; taken with it.
  var environmentConfiguration = EnvironmentConfiguration()
  /// git's author and committer, asked once; see ``identity(_:)``.
  var identities: [String: KnownIdentity] = [:]
  /// Seconds since 1970, for commits whose date git's environment does not give.
  package var clock: @Sendable () -> Int64 = Repository.now
  /// True where what is written is to be as durable as what git writes, and no more; see ``SyncPolicy``.
  package var syncsLikeGit = false
  /// Whether libgit2 syncs this handle's references.
  var syncsReferences = false
  /// True for whoever reads everything once; see ``readInBulk(_:atMost:)``.
  package var readsInBulk = false
  /// True for whoever goes from one commit to the next.
  package var remembersTrees = false {
    didSet { if !remembersTrees { treeMemory = TreeMemory() } }
  }
  private var treeMemory = TreeMemory()
  /// Where this is one of several handles.
  var sharedTrees: SharedTrees?
  /// What ``sharedPermissions()`` read.
  var knownPermissions: SharedPermissions?

  /// Takes ownership of an open repository.
  init(owning handle: OpaquePointer, quarantine: String? = nil) throws(GitError) {
    self.handle = handle
    self.quarantine = quarantine
    var objects: OpaquePointer?
    do {
      try libgit2("open the object store") { git_repository_odb(&objects, handle) }
    } catch {
      git_repository_free(handle)
      throw error
    }
    guard let objects else {
      throw GitError(operation: "open the object store", reason: .notFound, detail: "no handle")
    }
    self.objects = objects
  }

  deinit {
    git_config_free(configurationSnapshot)
    git_odb_free(objects)
    git_repository_free(handle)
  }

  /// True for a clone without its whole history, as CI makes them.
  package var isShallow: Bool { git_repository_is_shallow(handle) == 1 }

  package var isBare: Bool { git_repository_is_bare(handle) == 1 }

  /// The folder that git calls `$GIT_DIR`, without a final slash.
  package var gitDirectory: String { folder(git_repository_path(handle)) ?? "." }

  /// The folder that linked work trees share, `$GIT_COMMON_DIR`: hooks, LFS content and configuration lie there.
  package var commonDirectory: String { folder(git_repository_commondir(handle)) ?? gitDirectory }

  package var workTree: String? { folder(git_repository_workdir(handle)) }

  /// True in the middle of a merge, rebase, cherry-pick, revert or bisect.
  package var isMidOperation: Bool { git_repository_state(handle) != GIT_REPOSITORY_STATE_NONE.rawValue }

  private func folder(_ path: UnsafePointer<CChar>?) -> String? {
    path.map { String(cString: $0) }.map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  // MARK: Objects

  /// The kind and the size in bytes of an object, from its header.
  package func header(of id: ObjectID) throws(GitError) -> (kind: ObjectKind, sizeInBytes: Int) {
    if let object = staged[id] { return (object.kind, object.content.count) }
    if let blob = announced[id] { return (.blob, blob.sizeInBytes) }
    var size = 0
    var type = GIT_OBJECT_ANY
    var oid = id.oid
    try reading(id) { git_odb_read_header(&size, &type, objects, &oid) }
    return (ObjectKind(type), size)
  }

  /// True where the object store has the object; nothing is fetched.
  package func contains(_ id: ObjectID) -> Bool {
    var oid = id.oid
    return git_odb_exists(objects, &oid) == 1
  }

  /// An object's content. Throws where it is of another kind.
  package func content(of id: ObjectID, _ kind: ObjectKind) throws(GitError) -> [UInt8] {
    if let object = staged[id], object.kind == kind { return object.content }
    if let blob = announced[id], kind == .blob { return try blob.content() }
    if readsInBulk, let object = readInBulk(id), object.kind == kind { return object.content }
    var object: OpaquePointer?
    var oid = id.oid
    try reading(id) { git_odb_read(&object, objects, &oid) }
    defer { git_odb_object_free(object) }
    guard ObjectKind(git_odb_object_type(object)) == kind else {
      throw GitError(operation: "read \(id)", reason: .notFound, detail: "the object is not a \(kind.rawValue)")
    }
    return Array(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
  }

  /// An object's content; nil where it is larger than so many bytes: what is much larger is never read.
  package func content(of id: ObjectID, _ kind: ObjectKind, atMost limit: Int) throws(GitError) -> [UInt8]? {
    if readsInBulk, staged[id] == nil, announced[id] == nil, let object = readInBulk(id, atMost: limit),
      object.kind == kind
    {
      return object.content.count > limit ? nil : object.content
    }
    if isSmallLooseObject(id) {
      let content = try content(of: id, kind)
      return content.count > limit ? nil : content
    }
    return try header(of: id).sizeInBytes > limit ? nil : content(of: id, kind)
  }

  package func tree(_ id: ObjectID) throws(GitError) -> Tree {
    if id == Tree.emptyID { return .empty }
    if remembersTrees, let known = treeMemory.tree(id) { return known }
    if let known = sharedTrees?.tree(id) { return known }
    let tree = Tree(bytes: try content(of: id, .tree))
    if remembersTrees { treeMemory.remember(tree, as: id) }
    // What is staged may never be written.
    if staged[id] == nil { sharedTrees?.remember(tree, as: id) }
    return tree
  }

  package func commit(_ id: ObjectID) throws(GitError) -> Commit {
    guard let commit = Commit(id: id, content: try content(of: id, .commit)) else {
      throw GitError(operation: "read commit \(id)", reason: .other(0), detail: "the commit has no tree")
    }
    return commit
  }

  /// The entry at a path below a tree; nil where there is none.
  package func entry(at path: RepositoryPath, in root: ObjectID) throws(GitError) -> TreeEntry? {
    var found: TreeEntry?
    var folder = root
    for (index, component) in path.components.enumerated() {
      if index > 0 {
        guard let found, found.mode.isFolder else { return nil }
        folder = found.id
      }
      found = try tree(folder).entry(named: component)
      if found == nil { return nil }
    }
    return found
  }

  /// Reads through `call`. What is not found where it was may be in a pack by now, as after a `git gc`, so the packs are listed anew once.
  /// In a partial clone, where the object is only promised, asks git to fetch it and reads again.
  private func reading(_ id: ObjectID, _ call: () -> Int32) throws(GitError) {
    guard call() < 0 else { return }
    try libgit2("refresh the object store") { git_odb_refresh(objects) }
    do {
      try libgit2("read object \(id)", call)
    } catch {
      guard error.reason == .notFound, try git("cat-file", "-e", "\(id)").status == 0 else { throw error }
      try libgit2("refresh the object store") { git_odb_refresh(objects) }
      try libgit2("read object \(id)", call)
    }
  }
}
