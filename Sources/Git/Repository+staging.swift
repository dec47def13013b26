private import CLibgit2
import CLinux

extension Repository {
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
  /// More than a hundred become one pack: 20,000 loose objects, one by one, were most of the 20 seconds that an import
  /// of 10,000 files took, and those of a server's commits that land together two fifths of their time.
  ///
  /// - Parameter waitsOnce: has the disk write all at once also where they are few: of a dozen that are synced one by one, each waits for a
  ///   commit of the file system's journal, 25 ms in all where once takes 2.
  package func writeStagedObjects(waitingOnce waitsOnce: Bool = false) throws(GitError) {
    let isSynced = try syncPolicy().objects
    let isBatch = waitsOnce || stagedOrder.count > Self.objectsSyncedOneByOne
    try making { () throws(GitError) in
      if stagedOrder.count > Self.looseObjectsAtMost {
        try writePack(of: stagedOrder.compactMap { id in staged[id].map { (id, $0.kind, $0.content) } })
      } else {
        try writeEachStagedObject(isSynced: isSynced && !isBatch)
      }
    }
    if isBatch, isSynced { try syncObjects() }
    if let sharedTrees {
      for (id, object) in staged where object.kind == .tree {
        sharedTrees.remember(Tree(bytes: object.content), as: id)
      }
    }
    discardStagedObjects()
  }

  /// What git takes for `receive.unpackLimit`: a pack costs a delta search.
  private static let looseObjectsAtMost = 100

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
  private func writeEachStagedObject(isSynced: Bool) throws(GitError) {
    var folder: UnsafeMutablePointer<git_odb_backend>?
    try libgit2("open the loose objects") {
      git_odb_backend_loose(&folder, objectFolder, -1, isSynced ? 1 : 0, 0, 0)
    }
    defer { folder?.pointee.free(folder) }
    let permissions = try sharedPermissions()
    for id in stagedOrder {
      guard let object = staged[id] else { continue }
      var oid = id.oid
      guard git_odb_exists_ext(objects, &oid, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 0 else { continue }
      let write = {
        folder?.pointee.write(folder, &oid, object.content, object.content.count, object.kind.type)
          ?? GIT_ERROR.rawValue
      }
      // `git gc` removes a folder of objects that it finds empty, also between making it and the first file in it.
      if write() < 0 { try libgit2("write \(object.kind.rawValue) \(id)", write) }
      if permissions.isShared { permissions.passOnGroup(from: folderOfLooseObject(id), to: objectFolder) }
    }
  }

  /// How many objects are staged; see ``unstage(after:)``.
  package var stagedCount: Int { stagedOrder.count }

  /// Forgets what was staged later than so many objects: what a refused change made.
  package func unstage(after count: Int) {
    guard count < stagedOrder.count else { return }
    for id in stagedOrder[count...] { staged[id] = nil }
    stagedOrder.removeSubrange(count...)
  }

  package func discardStagedObjects() {
    staged = [:]
    stagedOrder = []
  }
}
