private import Glibc

/// What tells whether a branch moved, from its files alone: two equal ones mean that it did not. Any thread may ask, at the price of
/// reading 41 bytes.
package struct BranchMark: Hashable, Sendable {
  /// Where the marks of a branch are taken.
  package struct Source: Sendable {
    private let loose: String
    private let packed: String

    package init(_ branch: RefName, of repository: Repository) {
      loose = "\(repository.commonDirectory)/\(branch.text)"
      packed = "\(repository.commonDirectory)/packed-refs"
    }

    /// The branch as it is now.
    package func mark() -> BranchMark {
      let file = open(loose, O_RDONLY | O_CLOEXEC)
      guard file < 0 else {
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 64)
        let count = read(file, &text, text.count)
        return BranchMark(state: .loose(Array(text.prefix(max(0, count)))))
      }
      var status = stat()
      guard stat(packed, &status) == 0 else { return BranchMark(state: .none) }
      // git writes the file anew under another name.
      return BranchMark(
        state: .packed([Int(status.st_ino), status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec]))
    }
  }

  private enum State: Hashable, Sendable {
    case loose([UInt8])
    case packed([Int])
    case none
  }

  private let state: State
}
