import Diagnostics
package import Manifests

package enum BlobExportError: Error, CustomStringConvertible {
  /// A link or a file, where a folder has to be.
  case linkInTheWay(String)
  /// The file system cannot let two folders change places; with its reason.
  case noExchange(String, String)
  /// `store` is the file in the LFS store; nil in `git` mode.
  case damaged(Digest, found: Digest, store: String?)

  package var description: String {
    switch self {
    case .linkInTheWay(let path):
      "'\(EscapedText.printable(path))' is a link or a file in place of a folder, and nothing is written through a link\nhelp: move it away, or name another folder with --output"
    case .noExchange(let path, let reason):
      "'\(EscapedText.printable(path))' and a new folder cannot be exchanged here: \(reason); nothing was changed\nhelp: without --swap, files are replaced one by one; or pull into a new folder, and move a link to it: ln -sfn"
    case .damaged(let digest, let found, let store?):
      "the stored content of \(digest) has digest \(found); nothing was written\nhelp: remove it, and pull again to fetch it: rm -f '\(EscapedText.printable(store))'"
    case .damaged(let digest, let found, nil):
      "the stored content of \(digest) has digest \(found); nothing was written\nhelp: git fsck shows what is wrong with the repository"
    }
  }
}
