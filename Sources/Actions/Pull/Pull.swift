package import Blobs
import Diagnostics
import Git
package import Manifests
import RegistryStore
import Rules

/// Artifacts on their way into folders: what is there already, what the local store has, and what is fetched.
package struct Pull {
  /// How a pull treats what is in its folder already.
  package struct Options: Sendable {
    /// Links files to the store's, if the file system can.
    package var link = false
    /// Replaces and removes what was edited or is in the way.
    package var force = false
    /// Writes a new folder and exchanges it with the old one in one step.
    package var swap = false

    package init() {}
  }

  /// Makes what shows how far long work has come: a verb, and the number of bytes; nil for nobody.
  package typealias Meter = (String, Int64) -> (any ByteProgress)?

  private let folders: [PulledFolder]
  private let options: Options
  /// What the local store lacks, each digest once.
  package let missing: [Artifact]
  private let reader: RegistryReader
  private let mode: Organization.BlobMode
  private let export: BlobExport

  /// Waits for other pulls into the same folders.
  ///
  /// - Throws: if a folder holds what may be neither replaced nor removed.
  package init(_ targets: [PullTarget], in reader: RegistryReader, _ options: Options) throws {
    self.reader = reader
    self.options = options
    mode = try reader.find.organization().effectiveBlobs
    let export = try BlobExport(from: reader.repository, mode: mode) { digest throws(GitError) in
      try Self.gitBlob(of: digest, in: reader)
    }
    self.export = export
    // Everybody locks in one order.
    let byFolder = Dictionary(grouping: targets, by: \.folder.path).sorted { $0.key < $1.key }.map(\.value)
    let folders = try byFolder.map { targets in
      do throws(GitError) { try targets[0].folder.lock(isAlone: byFolder.count == 1) } catch {
        throw OutputFolder.told(error)
      }
      return try PulledFolder(targets[0].folder, targets, in: reader)
    }
    for folder in folders { try folder.requireReplaceable(options) }
    self.folders = folders
    let written = folders.flatMap { options.swap && !$0.isComplete ? $0.artifacts : $0.absent }
    missing = try Self.missing(written, from: export)
  }

  /// Files of other versions that go away, by paths as the user sees them.
  package var removed: [String] {
    folders.flatMap { folder in folder.removed(isForced: options.force).map { "\(folder.folder.path)/\($0)" } }
  }

  /// Files that are not the model's and stay.
  package var foreign: [String] { folders.flatMap { folder in folder.foreign.map { "\(folder.folder.path)/\($0)" } } }

  private static func gitBlob(of digest: Digest, in reader: RegistryReader) throws(GitError) -> ObjectID? {
    guard let path = RepositoryPath(digest.blobPath) else { return nil }
    return try reader.snapshot.entry(at: path)?.id
  }

  private static func missing(_ artifacts: [Artifact], from export: BlobExport) throws -> [Artifact] {
    var seen: Set<Digest> = []
    return try artifacts.filter { try seen.insert($0.digest).inserted && !export.has($0) }
  }

  /// Fetches what is missing, and writes everything; or nothing if some of it cannot be had.
  ///
  /// - Returns: what became of a folder whose place another one took, if it is not gone, in a sentence each.
  package func run(from source: ContentSource, meter: Meter = { _, _ in nil }) throws -> [String] {
    try fetch(from: source, meter)
    // git-lfs hashes what it downloads before it stores it, with every kind of transfer; what another clone lends, it does not.
    let isLent = FileSystem.exists(reader.repository.commonDirectory + "/objects/info/alternates")
    let placement =
      options.link
      ? BlobExport.Placement.linked(checked: isLent ? [] : Set(missing.map(\.digest))) : BlobExport.Placement.copied
    return try options.swap ? swap(placement, meter) : write(placement, meter)
  }

  private func write(_ placement: BlobExport.Placement, _ meter: Meter) throws -> [String] {
    for folder in folders { try folder.makeRoom(isForced: options.force) }
    try write(
      folders.flatMap { folder in folder.absent.map { .init($0, in: folder.folder, at: $0.path) } }, placement, meter)
    for folder in folders { try folder.removeRest(isForced: options.force) }
    return []
  }

  private func swap(_ placement: BlobExport.Placement, _ meter: Meter) throws -> [String] {
    let changed = folders.filter { !$0.isComplete }
    var swaps: [(folder: PulledFolder, swap: FolderSwap)] = []
    do {
      for folder in changed { swaps.append((folder, try FolderSwap(for: folder.folder))) }
      try write(
        swaps.flatMap { folder, swap in folder.artifacts.map { .init($0, in: swap.folder, at: $0.path) } }, placement,
        meter)
    } catch {
      for (_, swap) in swaps { swap.discard() }
      throw error
    }
    var kept: [String] = []
    var rest = swaps[...]
    defer { for (_, swap) in rest { swap.discard() } }
    while let (folder, swap) = rest.first {
      // From here on, what has its name may be the old folder.
      rest = rest.dropFirst()
      if let left = try swap.exchange(removing: folder.files(), folder.folders) {
        kept.append("files in '\(folder.folder.path)' that are not the model's are now next to it, in '\(left)'")
      }
    }
    return kept
  }

  private func write(_ files: [BlobExport.File], _ placement: BlobExport.Placement, _ meter: Meter) throws {
    let progress = meter("writing", files.map(\.artifact).sizeInBytes)
    defer { progress?.finish() }
    try export.write(files, placement, progress: progress)
  }

  private func fetch(from source: ContentSource, _ meter: Meter) throws {
    guard !missing.isEmpty else { return }
    guard mode == .lfs else {
      throw failure(missing, "not in the repository", help: "git fsck shows what is wrong with it")
    }
    guard let remote = try source.name(in: reader.repository) else {
      throw failure(
        missing, "not in the local store",
        help: source == .local ? "without --no-fetch it is fetched" : "name where to fetch it from with --remote")
    }
    let lfs: GitLFS
    do {
      lfs = try GitLFS.require()
    } catch is GitLFSMissing {
      throw failure(missing, "not in the local store, and git-lfs is missing", help: "install git-lfs, and pull again")
    }
    let pointers = try missing.compactMap { try Self.gitBlob(of: $0.digest, in: reader) }
    do {
      let progress = meter("fetching", missing.sizeInBytes)
      defer { progress?.finish() }
      try lfs.fetch(pointers, from: remote, into: reader.repository, progress: progress)
    } catch let error as LFSTransferError where error.isOnDisk {
      throw ActionFailure(
        .own,
        text:
          "fetched content cannot be stored in this clone; nothing was written to '\(EscapedText.line(folders[0].folder.path))'\n\(error)help: free some space or allow writing, or pull in another clone: git registry pull --repo URL"
      )
    } catch let error as LFSTransferError where !error.isMissingThere {
      let help =
        error.isDamagedThere
        ? "the server sent bytes other than those that were published: ask its administrator"
        : "pull again: what has arrived is not fetched a second time"
      throw ActionFailure(
        .unavailable,
        text:
          "git lfs could not fetch from '\(EscapedText.line(remote))'; nothing was written\n\(error)help: \(help)")
    } catch is LFSTransferError {
      // Told below, with the names of the artifacts.
    }
    let rest = try Self.missing(missing, from: export)
    guard !rest.isEmpty else { return }
    let objects = rest.prefix(Self.objectLimit).map(\.digest.hex).joined(separator: " ")
    throw failure(
      rest, "neither here nor at '\(EscapedText.line(remote))'",
      help: "somebody who has it must send it: git lfs push --object-id \(EscapedText.line(remote)) \(objects)")
  }

  /// More object ids make no command that anybody copies.
  private static let objectLimit = 20

  private func failure(_ missing: [Artifact], _ place: String, help: String) -> ActionFailure {
    let lines = missing.map { "  \($0.path)  \($0.digest)  \(ByteCount.text($0.sizeInBytes))\n" }.joined()
    return ActionFailure(
      .contentMissing,
      text:
        "the content of \(PullTarget.count(missing.count)) is \(place); nothing was written\n\(lines)help: \(help)")
  }
}
