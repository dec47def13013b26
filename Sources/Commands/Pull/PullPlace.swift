import Actions
import Blobs
import Diagnostics
import Git
import Manifests

/// Where a pull writes: the folder that the user named, or one for each version, in it or here.
struct PullPlace {
  private let root: OutputFolder
  private let hasFolderPerVersion: Bool

  /// Ends the command where nobody named a folder and this one is git's own: what is put there, git may take for its own.
  static func requireOutput(_ output: String?, in repository: Repository) throws {
    guard output == nil, FileSystem.isBelow(".", repository.commonDirectory) else { return }
    throw CommandFailure(
      status: .usage,
      "'\(EscapedText.line(RepositoryOption.shown(".")))' belongs to git itself\nhelp: name the folder to write into with --output"
    )
  }

  /// - Parameters:
  ///   - output: what the user named; nil for folders MODEL-VERSION here.
  ///   - isShared: true for several versions below one output.
  init(_ output: String?, isShared: Bool) {
    let path = output ?? "."
    root = OutputFolder(path, shownAs: RepositoryOption.shown(path))
    hasFolderPerVersion = output == nil || isShared
  }

  func folder(for model: ModelName, _ exact: ExactVersion) -> OutputFolder {
    hasFolderPerVersion ? OutputFolder("\(model.model)-\(exact.name)", in: root) : root
  }
}
