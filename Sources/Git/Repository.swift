private import CLibgit2
import CLinux

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
  private var staged: [ObjectID: (kind: ObjectKind, content: [UInt8])] = [:]
  private var stagedOrder: [ObjectID] = []
  /// Blobs whose files wait to be written; see ``announceBlob(ofFile:sizeInBytes:)``.
  var announced: [ObjectID: AnnouncedBlob] = [:]
  /// What ``configuration(_:)`` reads, taken once: making one costs 130,000 instructions, and a hook asks for ten values. A git
  /// process may change what is there; see ``forgetConfiguration()``.
  private var configurationSnapshot: OpaquePointer?
  /// What goes before the snapshot's values; taken with it.
  private var environmentConfiguration = EnvironmentConfiguration()
  /// git's author and committer, asked once; see ``identity(_:)``.
  var identities: [String: String] = [:]
  /// True where what is written is to be as durable as what git writes, and no more; see ``SyncPolicy``.
  package var syncsLikeGit = false
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

  /// A value of the repository's git configuration, wherever git finds it; nil where it is not set.
  package func configuration(_ key: String) throws(GitError) -> String? {
    let snapshot = try configurationNow()
    if let value = environmentConfiguration.values(of: key).last { return value }
    var value: UnsafePointer<CChar>?
    guard git_config_get_string(&value, snapshot, key) == 0 else { return nil }
    return value.map { String(cString: $0) }
  }

  private func configurationNow() throws(GitError) -> OpaquePointer? {
    if configurationSnapshot == nil {
      environmentConfiguration = try EnvironmentConfiguration(Self.environment)
      try addConfigurationFilesOfEnvironment()
      try libgit2("read the git configuration") { git_repository_config_snapshot(&configurationSnapshot, handle) }
    }
    return configurationSnapshot
  }

  func forgetConfiguration() {
    git_config_free(configurationSnapshot)
    configurationSnapshot = nil
    knownPermissions = nil
  }

  /// False where git reads files of configuration that libgit2 1.5 leaves out: `config.worktree`, and what is included only where
  /// some remote is configured.
  var isConfigurationWhole: Bool {
    get throws(GitError) {
      if try configuration("extensions.worktreeConfig") != nil { return false }
      var isWhole = true
      let note: git_config_foreach_cb = { _, isWhole in
        isWhole?.assumingMemoryBound(to: Bool.self).pointee = false
        return 0
      }
      try libgit2("read the git configuration") {
        git_config_foreach_match(configurationSnapshot, "^includeif\\.hasconfig:", note, &isWhole)
      }
      return isWhole
    }
  }

  /// Every value of a key that may be set more than once.
  package func configurations(_ key: String) throws(GitError) -> [String] {
    let snapshot = try configurationNow()
    var iterator: OpaquePointer?
    try libgit2("read \(key)") { git_config_multivar_iterator_new(&iterator, snapshot, key, nil) }
    defer { git_config_iterator_free(iterator) }
    var values: [String] = []
    var entry: UnsafeMutablePointer<git_config_entry>?
    while true {
      let code = git_config_next(&entry, iterator)
      if code == GIT_ITEROVER.rawValue { return values + environmentConfiguration.values(of: key) }
      try libgit2("read \(key)") { code }
      // A key without `=` has no value, and means true.
      values.append(entry?.pointee.value.map { String(cString: $0) } ?? "true")
    }
  }

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
    var object: OpaquePointer?
    var oid = id.oid
    try reading(id) { git_odb_read(&object, objects, &oid) }
    defer { git_odb_object_free(object) }
    guard ObjectKind(git_odb_object_type(object)) == kind else {
      throw GitError(operation: "read \(id)", reason: .notFound, detail: "the object is no \(kind.rawValue)")
    }
    return Array(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
  }

  /// An object's content; nil where it is larger than so many bytes: what is much larger is never read.
  package func content(of id: ObjectID, _ kind: ObjectKind, atMost limit: Int) throws(GitError) -> [UInt8]? {
    if staged[id] == nil, announced[id] == nil {
      var object: OpaquePointer?
      var oid = id.oid
      clibgit2_set_largest_allocation(max(limit, Self.leastBound))
      let code = git_odb_read(&object, objects, &oid)
      clibgit2_set_largest_allocation(.max)
      defer { git_odb_object_free(object) }
      if code == 0, ObjectKind(git_odb_object_type(object)) == kind {
        let size = git_odb_object_size(object)
        return size > limit ? nil : Array(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: size))
      }
    }
    // It is too large, or stored as a difference from something large, or not there: its header tells.
    return try header(of: id).sizeInBytes > limit ? nil : content(of: id, kind)
  }

  /// More than libgit2 allocates at once for anything but an object.
  private static let leastBound = 8 << 20

  package func tree(_ id: ObjectID) throws(GitError) -> Tree {
    id == Tree.emptyID ? .empty : Tree(bytes: try content(of: id, .tree))
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

  /// Makes an object that only this handle sees until ``writeStagedObjects()``, so that a change can be judged whole before
  /// anything is written.
  package func stage(_ kind: ObjectKind, _ content: [UInt8]) throws(GitError) -> ObjectID {
    var oid = git_oid()
    try libgit2("hash a \(kind.rawValue)") { git_odb_hash(&oid, content, content.count, kind.type) }
    let id = ObjectID(oid)
    if staged.updateValue((kind, content), forKey: id) == nil { stagedOrder.append(id) }
    return id
  }

  /// Writes the staged objects that the object store lacks, synced to disk.
  ///
  /// Many are synced all at once: 10,000 pointers one by one took 20 seconds longer.
  ///
  /// More than a few hundred become one pack: 20,000 loose objects, one by one, were most of the 20 seconds that an import
  /// of 10,000 files took.
  package func writeStagedObjects() throws(GitError) {
    let isSynced = try syncPolicy().objects
    let isBatch = stagedOrder.count > Self.objectsSyncedOneByOne
    _ = clibgit2_set_fsync(isBatch || !isSynced ? 0 : 1)
    defer { _ = clibgit2_set_fsync(1) }
    try making { () throws(GitError) in
      if stagedOrder.count > Self.looseObjectsAtMost {
        try writePack(of: stagedOrder.compactMap { id in staged[id].map { (id, $0.kind, $0.content) } })
      } else {
        try writeEachStagedObject()
      }
    }
    if isBatch, isSynced { try syncObjects() }
    discardStagedObjects()
  }

  /// A pack costs a delta search; `receive.unpackLimit` draws the same line at 100.
  private static let looseObjectsAtMost = 500

  /// What `core.fsync` asks for.
  package func syncPolicy() throws(GitError) -> SyncPolicy {
    SyncPolicy(try configuration("core.fsync") ?? (syncsLikeGit ? "default" : nil))
  }

  private static let objectsSyncedOneByOne = 64

  /// Where new objects go.
  var objectFolder: String { quarantine ?? commonDirectory + "/objects" }

  func folderOfLooseObject(_ id: ObjectID) -> String { "\(objectFolder)/\("\(id)".prefix(2))" }

  private func syncObjects() throws(GitError) {
    guard linux_sync_all(objectFolder) == 0 else {
      throw GitError(operation: "sync \(objectFolder)", reason: .other(-1), detail: "the file system failed to write")
    }
  }

  /// Straight into the folder of loose objects: `git_odb_write` hashes an object once more, and lists the packs anew twice,
  /// before it writes it; for the dozen objects of a version that was a quarter of the work and half of the system calls.
  private func writeEachStagedObject() throws(GitError) {
    var folder: UnsafeMutablePointer<git_odb_backend>?
    try libgit2("open the loose objects") {
      git_odb_backend_loose(&folder, objectFolder, -1, 0, 0, 0)
    }
    defer { folder?.pointee.free(folder) }
    let permissions = try sharedPermissions()
    for id in stagedOrder {
      guard let object = staged[id] else { continue }
      var oid = id.oid
      guard git_odb_exists_ext(objects, &oid, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 0 else { continue }
      try libgit2("write \(object.kind.rawValue) \(id)") {
        folder?.pointee.write(folder, &oid, object.content, object.content.count, object.kind.type)
          ?? GIT_ERROR.rawValue
      }
      if permissions.isShared { permissions.passOnGroup(from: folderOfLooseObject(id), to: objectFolder) }
    }
  }

  package func discardStagedObjects() {
    staged = [:]
    stagedOrder = []
  }

  /// Reads through `call`; in a partial clone, where the object is only promised, asks git to fetch it and reads again.
  private func reading(_ id: ObjectID, _ call: () -> Int32) throws(GitError) {
    do {
      try libgit2("read object \(id)", call)
    } catch {
      guard error.reason == .notFound, try git("cat-file", "-e", "\(id)").status == 0 else { throw error }
      try libgit2("refresh the object store") { git_odb_refresh(objects) }
      try libgit2("read object \(id)", call)
    }
  }
}
