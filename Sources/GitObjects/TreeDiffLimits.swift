/// How much a comparison of trees looks at before it gives up.
///
/// A pack of a few kilobytes can hold a folder whose every entry is one folder, and so on: ten levels of ten entries are ten
/// thousand million paths.
package struct TreeDiffLimits: Hashable, Sendable {
  /// Files that differ, and folders that are opened to find them.
  package var changedFiles: Int
  /// Bytes of one tree object.
  package var folderSizeInBytes: Int
  /// Bytes of one file that is new.
  package var fileSizeInBytes: Int
  /// Bytes of all new files together that are small enough to be read: of at most ``readFileSizeInBytes`` each.
  package var readSizeInBytes: Int
  package var readFileSizeInBytes: Int

  package init(
    changedFiles: Int, folderSizeInBytes: Int, fileSizeInBytes: Int, readSizeInBytes: Int, readFileSizeInBytes: Int
  ) {
    self.changedFiles = changedFiles
    self.folderSizeInBytes = folderSizeInBytes
    self.fileSizeInBytes = fileSizeInBytes
    self.readSizeInBytes = readSizeInBytes
    self.readFileSizeInBytes = readFileSizeInBytes
  }

  package static let none = TreeDiffLimits(
    changedFiles: .max, folderSizeInBytes: .max, fileSizeInBytes: .max, readSizeInBytes: .max, readFileSizeInBytes: .max
  )

  /// What was too much.
  package enum Excess: Hashable, Sendable {
    case changedFiles
    case folder(RepositoryPath?, sizeInBytes: Int)
    case file(RepositoryPath, sizeInBytes: Int)
    case readSize(Int)
  }
}
