/// The paths of artifacts.
enum ArtifactPath {
  /// The longest path, in bytes.
  private static let limit = 4096

  /// Refuses what could be read as another path.
  ///
  /// - Parameter isFolder: true if it may be the root.
  static func check(_ path: String, isFolder: Bool = false) throws(RunStoreError) {
    if path.isEmpty, isFolder { return }
    let isSound =
      path.utf8.count <= limit && !path.utf8.contains(0)
      && path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { name in
        !name.isEmpty && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
      }
    // MLflow's server says no more, and its clients' tests look for that.
    guard isSound else { throw .invalid("Invalid path") }
  }

  /// The paths of the folders that a path is in, without the root.
  static func folders(of path: String) -> [String] {
    path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") }.map { String(path[..<$0]) }
  }
}
