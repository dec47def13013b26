import Diagnostics
package import Git

extension GitLFS {
  /// Brings content from a remote into the repository's store: exactly these blobs, by one git-lfs process, so that
  /// credentials, SSH, `file://` and transfer agents work as they do for git.
  ///
  /// git-lfs fetches what a tree names. A tree of these pointers alone, in a temporary object folder, is exact where
  /// `--include` patterns would take a time that grows with blobs times patterns, and cannot hold 2,000 of them.
  ///
  /// - Parameter pointers: the git blobs that hold the pointers.
  /// - Throws: ``LFSTransferError`` where git-lfs could not bring all of them.
  ///
  /// Source: git-lfs-fetch(1).
  package func fetch(
    _ pointers: [ObjectID], from remote: String, into repository: Repository, progress: (any ByteProgress)? = nil
  ) throws {
    let folder = try FileSystem.makeTemporaryFolder()
    defer { FileSystem.removeTree(folder) }
    var variables = [
      "GIT_OBJECT_DIRECTORY": folder,
      "GIT_ALTERNATE_OBJECT_DIRECTORIES": Self.objectFolders(from: repository.commonDirectory + "/objects")
        .map(Alternates.quoted).joined(separator: ":"),
    ]
    let names = pointers.enumerated().map { "100644 blob \($1)\t\($0)\0" }.joined()
    let tree = try repository.git("mktree", "-z", input: Array(names.utf8), environment: variables).requireSuccess()
    let meter = progress.flatMap { TransferMeter(for: $0) }
    defer { meter?.stop() }
    variables["GIT_LFS_PROGRESS"] = meter?.path
    // What the user's configuration would add to the tree, or take from it, is put aside.
    let result = try repository.git(
      "-c", "lfs.fetchrecentalways=false", "lfs", "fetch", remote, tree.line, "--include=", "--exclude=",
      environment: variables)
    guard result.status == 0 else { throw LFSTransferError(result, remote: remote) }
  }

  /// An object folder and those that it borrows from (`git clone --reference`): of an alternate's own alternates git-lfs knows
  /// nothing. Deeper than git itself goes, nothing is found.
  ///
  /// Source: gitrepository-layout(5), "objects/info/alternates".
  private static func objectFolders(from folder: String, depth: Int = 0) -> [String] {
    let lines = depth < 6 ? FileSystem.text(of: folder + "/info/alternates")?.split(separator: "\n") ?? [] : []
    return [folder]
      + lines.filter { !$0.hasPrefix("#") }.flatMap { line in
        objectFolders(from: line.hasPrefix("/") ? String(line) : "\(folder)/\(line)", depth: depth + 1)
      }
  }
}

/// What git-lfs said where it could not bring or send everything.
package struct LFSTransferError: Error, CustomStringConvertible {
  package let remote: String
  private let lines: [String]

  init(_ result: ProcessResult, remote: String) {
    self.remote = remote
    let text = AddressText.withoutCredentials(result.error + result.text)
    lines = text.split(whereSeparator: \.isNewline).map(String.init).filter { line in
      !Self.noise.contains { line.hasPrefix($0) }
    }
  }

  private static let noise = [
    "fetch: ", "Errors logged to ", "Use `git lfs logs last`", "Downloading LFS objects", "hint: ",
    "Uploading LFS objects", "warning: current Git remote contains credentials",
  ]

  /// True where the server works and does not have the content.
  package var isMissingThere: Bool {
    let reasons = lines.filter { !$0.hasPrefix("error: failed to fetch") }
    return !reasons.isEmpty && reasons.allSatisfy { $0.contains("[404]") || $0.contains("remote missing object") }
  }

  /// True where this machine's disk is the reason: git-lfs is written in Go, which says so in these words.
  package var isOnDisk: Bool {
    lines.contains { line in
      [": read-only file system", ": no space left on device", ": disk quota exceeded", ": permission denied"].contains
      {
        line.contains($0)
      }
    }
  }

  /// True where the server sent other bytes than its objects' names say.
  package var isDamagedThere: Bool {
    lines.contains { $0.contains("has an invalid hash") || $0.contains("expected OID") }
  }

  /// More lines than these are told by their number: a server that is down says so once for each blob.
  private static let lineLimit = 8

  package var description: String {
    let shown = lines.prefix(Self.lineLimit).map { "  \(EscapedText.printable($0))\n" }.joined()
    return shown + (lines.count > Self.lineLimit ? "  and \(lines.count - Self.lineLimit) lines more\n" : "")
  }
}
