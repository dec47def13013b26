/// Paths as Python's `posixpath` reads them.
enum PosixPath {
  /// The path without `.`, `..` and doubled slashes; `.` for an empty one.
  ///
  /// Source: `posixpath.normpath`.
  static func normalized(_ path: String) -> String {
    let slashes = path.utf8.prefix { $0 == UInt8(ascii: "/") }.count
    // POSIX leaves two leading slashes to the system; three are one.
    let root = slashes == 2 ? "//" : slashes > 0 ? "/" : ""
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." || (root.isEmpty && (parts.isEmpty || parts.last == "..")) {
        parts.append(part)
      } else if !parts.isEmpty {
        parts.removeLast()
      }
    }
    let normal = root + parts.joined(separator: "/")
    return normal.isEmpty ? "." : normal
  }
}
