package import Git
import Glibc
import Synchronization

extension FileSystem {
  private static let temporary = Mutex("/tmp")

  /// Where temporary files and folders are made: `/tmp`, unless the program says otherwise as it starts.
  package static var temporaryFolder: String {
    get { temporary.withLock { $0 } }
    set { temporary.withLock { $0 = newValue } }
  }

  /// A new, empty folder in ``temporaryFolder``.
  package static func makeTemporaryFolder() throws(GitError) -> String {
    let parent = temporaryFolder
    var template = Array((parent + "/git-registry-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw failure("make a folder in", parent) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Those of the folders and of the ones above them that are not there, the deepest first.
  static func missingFolders(_ folders: Set<String>) -> [String] {
    var missing: Set<String> = []
    for var folder in folders {
      while !exists(folder), missing.insert(folder).inserted, let slash = folder.lastIndex(of: "/"),
        slash > folder.startIndex
      {
        folder = String(folder[..<slash])
      }
    }
    return missing.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// Removes a folder with all that is in it.
  package static func removeTree(_ folder: String) {
    for name in names(in: folder) {
      let path = folder + "/" + name
      if isFolder(path), !isLink(path) { removeTree(path) } else { unlink(path) }
    }
    rmdir(folder)
  }

  /// Removes a folder so that nobody finds half of it: under another name first.
  package static func takeAway(_ folder: String) {
    let other = "\(folder).unfinished-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
    removeTree(rename(folder, other) == 0 ? other : folder)
  }

  /// The names in a folder but `.` and `..`; none where it cannot be read.
  package static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    return names(in: stream)
  }

  static func names(in stream: OpaquePointer) -> [String] {
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
