private import CLibgit2
private import Glibc

extension Repository {
  /// The first object in a push's quarantine that is larger than it may be, on whatever reference it is; nil for none, and outside of
  /// a hook.
  ///
  /// Sizes come from objects' headers. A loose object whose file is small is small itself: zlib never packs more than 1,032
  /// bytes into one, so the dozen objects of a usual push are only looked at from outside.
  ///
  /// - Parameters:
  ///   - folderSize: bytes of a tree object; `size` those of any other.
  ///
  /// Source: https://zlib.net/zlib_tech.html, "Maximum Compression Factor".
  package func firstNewObject(
    over size: Int, folderSize: Int
  ) throws(GitError) -> (id: ObjectID, kind: ObjectKind, sizeInBytes: Int)? {
    guard let quarantine else { return nil }
    let plain = min(size, folderSize) / Self.inflation
    for id in try Self.looseObjects(in: quarantine, overBytes: plain) + packedObjects(in: quarantine + "/pack") {
      let (kind, found) = try header(of: id)
      if found > (kind == .tree ? folderSize : size) { return (id, kind, found) }
    }
    return nil
  }

  /// True for an object whose file is so small that it may be read without asking its size first: in a hook it is then opened once
  /// instead of twice.
  func isSmallLooseObject(_ id: ObjectID) -> Bool {
    guard let quarantine else { return false }
    let file = Self.looseFile(of: id)
    var status = stat()
    return (stat("\(quarantine)/\(file)", &status) == 0 || stat("\(commonDirectory)/objects/\(file)", &status) == 0)
      && status.st_size <= Self.bytesReadUnasked / Self.inflation
  }

  /// zlib never packs more bytes than these into one.
  private static let inflation = 1032

  /// An object of a megabyte is read in a millisecond.
  private static let bytesReadUnasked = 2 << 20

  /// The loose objects whose files are larger than so many bytes.
  private static func looseObjects(in folder: String, overBytes limit: Int) throws(GitError) -> [ObjectID] {
    var found: [ObjectID] = []
    for prefix in names(in: folder) where prefix.utf8.count == 2 && prefix != ".." {
      for rest in names(in: "\(folder)/\(prefix)") {
        var status = stat()
        guard let id = ObjectID(hex: prefix + rest), stat("\(folder)/\(prefix)/\(rest)", &status) == 0,
          status.st_size > limit
        else { continue }
        found.append(id)
      }
    }
    return found
  }

  private func packedObjects(in folder: String) throws(GitError) -> [ObjectID] {
    var found: [ObjectID] = []
    for name in Self.names(in: folder) where name.hasSuffix(".idx") {
      var backend: UnsafeMutablePointer<git_odb_backend>?
      try libgit2("open the pack \(name)") { git_odb_backend_one_pack(&backend, "\(folder)/\(name)") }
      defer { backend?.pointee.free(backend) }
      let note: git_odb_foreach_cb = { oid, list in
        if let oid { list?.assumingMemoryBound(to: [ObjectID].self).pointee.append(ObjectID(oid.pointee)) }
        return 0
      }
      try withUnsafeMutablePointer(to: &found) { list throws(GitError) in
        try libgit2("list the pack \(name)") { backend?.pointee.foreach(backend, note, list) ?? 0 }
      }
    }
    return found
  }

  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) { names.append(String(cString: $0)) }
      }
    }
    return names
  }
}
