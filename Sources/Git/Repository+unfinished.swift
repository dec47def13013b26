private import Glibc

extension Repository {
  /// Removes the temporary files of objects that processes of ours left when they were killed.
  ///
  ///     objects/tmp_object_git2_4xJ1a7        libgit2's; git's own are left to `git gc`
  ///
  /// - Parameter lock: under which objects are written, outside of a push's quarantine.
  package func removeUnfinishedObjects(under lock: RefLock) {
    withExtendedLifetime(lock) {
      for (folder, start) in [("/objects", "tmp_object_git2_"), ("/objects/pack", "pack_git2_")] {
        let folder = commonDirectory + folder
        for name in Self.names(in: folder) where name.hasPrefix(start) { unlink("\(folder)/\(name)") }
      }
    }
  }
}
