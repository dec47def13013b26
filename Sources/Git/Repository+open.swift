private import CLibgit2
private import Glibc
private import Synchronization

extension Repository {
  /// libgit2, started once a process.
  ///
  /// - Hashes of what is read are not checked again (git does not either): a third faster.
  /// - Nothing is synced to disk but where a repository asks for it: this setting is one for the whole process.
  /// - Small blobs and all but huge folders are remembered, which libgit2 does with neither: rules look at the pointer of a
  ///   new version a dozen times, and at its folders as often.
  /// - Packs are mapped in pieces. libgit2 maps a pack whole, so reading all of a million versions took 990 MB.
  /// - The extensions that change nothing for a reader and a writer of loose objects are accepted.
  private static let library: Void = {
    git_libgit2_init()
    _ = clibgit2_bound_allocations()
    _ = clibgit2_set_strict_hash_verification(0)
    _ = clibgit2_set_fsync(0)
    _ = clibgit2_set_cache_object_limit(GIT_OBJECT_BLOB, 8 << 10)
    _ = clibgit2_set_cache_object_limit(GIT_OBJECT_TREE, 1 << 20)
    _ = clibgit2_set_cache_max_size(16 << 20)
    _ = clibgit2_set_mapped_windows(16 << 20, 320 << 20)
    let names = (["partialclone", "worktreeconfig", "preciousobjects"] as [String]).map { strdup($0) }
    defer { names.forEach { free($0) } }
    var pointers: [UnsafePointer<CChar>?] = names.map { UnsafePointer($0) }
    _ = clibgit2_set_extensions(&pointers, pointers.count)
  }()

  /// Opens the repository that holds `directory`, as git would find it: `$GIT_DIR` first, then upwards.
  ///
  /// libgit2 1.5 does not understand every form of `safe.directory`; where it refuses an owner, git itself is asked.
  package static func open(at directory: String) throws(GitError) -> Repository {
    _ = library
    if let gitDirectory = environment("GIT_DIR"), directory == "." {
      return try open(path: gitDirectory, flags: GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
    }
    do {
      return try open(path: directory, flags: 0)
    } catch  where error.reason == .owner || error.detail.contains("safe.directory") {
      try runGit(["-C", directory, "rev-parse", "--git-dir"]).requireSuccess()
      return try open(path: directory, flags: 0, checksOwner: false)
    }
  }

  /// Opens the repository of a running hook, with its quarantined objects.
  ///
  /// receive-pack lays the pushed objects into `$GIT_OBJECT_DIRECTORY` and names the others in
  /// `$GIT_ALTERNATE_OBJECT_DIRECTORIES`. `git_repository_open` does not see them, and libgit2's own reading of the
  /// environment fails on quoted alternates, so the object store is put together here; writes go to the quarantine.
  ///
  /// Source: git-receive-pack(1), "QUARANTINE ENVIRONMENT".
  package static func openInHook() throws(GitError) -> Repository {
    _ = library
    let path = environment("GIT_DIR") ?? "."
    // receive-pack has checked the owner already.
    let handle = try openHandle(path: path, flags: GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue, checksOwner: false)
    let quarantine = environment("GIT_OBJECT_DIRECTORY")
    if let quarantine {
      var store: OpaquePointer?
      do throws(GitError) {
        try libgit2("open the quarantine \(quarantine)") { git_odb_open(&store, quarantine) }
        defer { git_odb_free(store) }
        for alternate in Alternates.parse(environment("GIT_ALTERNATE_OBJECT_DIRECTORIES") ?? "") {
          try libgit2("add the object store \(alternate)") { git_odb_add_disk_alternate(store, alternate) }
        }
        try libgit2("use the quarantine") { git_repository_set_odb(handle, store) }
      } catch {
        git_repository_free(handle)
        throw error
      }
    }
    return try Repository(owning: handle, quarantine: quarantine)
  }

  private static func open(path: String, flags: UInt32, checksOwner: Bool = true) throws(GitError) -> Repository {
    try Repository(owning: openHandle(path: path, flags: flags, checksOwner: checksOwner))
  }

  static func openHandle(path: String, flags: UInt32, checksOwner: Bool = true) throws(GitError) -> OpaquePointer {
    var handle: OpaquePointer?
    do throws(GitError) {
      try LibrarySetting.checksOwner.withLock { _ throws(GitError) in
        if !checksOwner { _ = clibgit2_set_owner_validation(0) }
        defer { if !checksOwner { _ = clibgit2_set_owner_validation(1) } }
        try libgit2("open the repository at '\(path)'") { git_repository_open_ext(&handle, path, flags, nil) }
      }
    } catch {
      throw explained(error)
    }
    guard let handle else {
      throw GitError(operation: "open the repository at '\(path)'", reason: .notFound, detail: "no handle")
    }
    return handle
  }

  /// Says what a repository needs that libgit2 does not know the format of.
  ///
  /// Source: git-config(1), "extensions.objectFormat" and "extensions.refStorage".
  private static func explained(_ error: GitError) -> GitError {
    let needs: String
    switch error.detail.lowercased() {
    case let text where text.contains("extensions.objectformat"):
      needs =
        "it names objects by SHA-256, but git registry reads SHA-1\nhelp: create it again with git init --object-format=sha1; git registry init does"
    case let text where text.contains("extensions.refstorage"):
      needs =
        "it keeps references as a reftable, but git registry reads files\nhelp: git refs migrate --ref-format=files"
    default: return error
    }
    return GitError(
      operation: error.operation, reason: error.reason, detail: "the repository has a special format: \(needs)")
  }

  /// For `git init`: the formats that libgit2 reads. Unlike options, these say nothing new to an older git; they win over
  /// `init.defaultObjectFormat` and `init.defaultRefFormat`.
  ///
  /// Source: git(1), "GIT_DEFAULT_HASH" and "GIT_DEFAULT_REF_FORMAT".
  package static let formatVariables = ["GIT_DEFAULT_HASH": "sha1", "GIT_DEFAULT_REF_FORMAT": "files"]

  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
