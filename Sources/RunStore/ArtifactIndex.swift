/// Which content is at which path of a registry's artifacts. Contents themselves are the blob store's.
///
/// A path is names with one `/` between them, none of them empty, `.` or `..`. The empty path is the root. A path is a file or a folder, never
/// both: a file that is put where a folder is, or below a file, is refused.
package protocol ArtifactIndex: Sendable {
  /// Notes a file, in place of what was there.
  ///
  /// - Throws: `invalid` if the path is malformed, a folder, or below a file.
  func putArtifact(_ artifact: StoredArtifact, in registry: String) async throws(RunStoreError)

  /// The file of a path; nil if there is none.
  func artifact(_ path: String, in registry: String) async throws(RunStoreError) -> StoredArtifact?

  /// What is directly in a folder, by name; nothing if it does not exist or is a file.
  func artifacts(inFolder path: String, of registry: String) async throws(RunStoreError) -> [ArtifactEntry]

  /// All files below a folder, by path.
  func artifacts(below path: String, in registry: String) async throws(RunStoreError) -> [StoredArtifact]

  /// Deletes a file, or a folder and all that is in it.
  ///
  /// - Returns: how many files went.
  func deleteArtifacts(at path: String, in registry: String) async throws(RunStoreError) -> Int

  /// Every digest that an artifact of any registry has, once, for a collection of garbage.
  func digestsInUse() async throws(RunStoreError) -> Set<String>
}
