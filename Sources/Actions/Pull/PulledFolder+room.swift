import Blobs
import Diagnostics
import Git
import Manifests

extension PulledFolder {
  /// Throws if something would be lost that cannot be had again.
  func requireReplaceable(_ options: Pull.Options) throws {
    if !blocking.isEmpty {
      throw ActionFailure(
        .conflict,
        text:
          "'\(shown)' has folders in place of artifacts; nothing was written\n\(Self.list(blocking))help: move them away, or name another folder with --output"
      )
    }
    guard !options.force else { return }
    if !edited.isEmpty {
      throw ActionFailure(
        .conflict,
        text:
          "'\(shown)' has files that no version of the model has; nothing was written\n\(Self.list(edited))help: move them away, replace them with --force, or name another folder with --output"
      )
    }
    if options.swap, !foreign.isEmpty {
      throw ActionFailure(
        .conflict,
        text:
          "'\(shown)' has files that are not the model's, and --swap replaces the whole folder; nothing was written\n\(Self.list(foreign))help: move them away, or use --force, which keeps them in a folder next to it"
      )
    }
  }

  private var shown: String { EscapedText.line(folder.path) }

  /// More lines than these nobody reads.
  private static let lineLimit = 20

  private static func list(_ paths: [String]) -> String {
    let rest = paths.count - lineLimit
    return paths.prefix(lineLimit).map { "  \(EscapedText.line($0))\n" }.joined()
      + (rest > 0 ? "  and \(rest) more\n" : "")
  }

  /// Removes files that stand where a folder has to be, and folders that stand where a file has to be.
  func makeRoom(isForced: Bool) throws {
    try remove(removed(isForced: isForced).filter(isInTheWay))
    for folder in folders.intersection(absent.map(\.path)).sorted(by: >) { try? self.folder.removeFolder(folder) }
  }

  /// Removes the other files that the version does not have.
  func removeRest(isForced: Bool) throws { try remove(removed(isForced: isForced).filter { !isInTheWay($0) }) }

  private func isInTheWay(_ path: String) -> Bool {
    absent.contains { $0.path.hasPrefix(path + "/") || path.hasPrefix($0.path + "/") }
  }

  /// Removes files, and the folders that are empty then.
  private func remove(_ paths: [String]) throws {
    for path in paths { try folder.remove(path) }
    let emptied = Set(paths.flatMap(KnownArtifacts.folders)).sorted { $0.utf8.count > $1.utf8.count }
    for path in emptied { try? folder.removeFolder(path) }
  }
}
