import Blobs
import Git
import Manifests
import RegistryStore
import Rules

/// Artifacts on their way into folders: what is there already, what the local store has, and what is fetched.
struct Pull {
  /// Files to write; those that are there already with the right content are left out.
  private let files: [BlobExport.File]
  /// What the local store lacks, each digest once.
  let missing: [Artifact]
  private let reader: RegistryReader
  private let mode: Organization.BlobMode
  private let export: BlobExport

  init(_ targets: [PullTarget], in reader: RegistryReader) throws {
    self.reader = reader
    mode = try reader.find.organization().effectiveBlobs
    let export = try BlobExport(from: reader.repository, mode: mode) { digest throws(GitError) in
      try Self.gitBlob(of: digest, in: reader)
    }
    self.export = export
    var files: [BlobExport.File] = []
    var seen: [String: Digest] = [:]
    for target in targets {
      for artifact in target.artifacts {
        let path = "\(target.folder.path)/\(artifact.path)"
        if let other = seen.updateValue(artifact.digest, forKey: path) {
          guard other == artifact.digest else {
            throw CommandFailure(
              "two versions would both write '\(EscapedText.printable(path))'\nhelp: pull one reference at a time, each with its own --output"
            )
          }
        } else if try !Self.isThere(artifact, in: target.folder) {
          files.append(.init(artifact, in: target.folder, at: artifact.path))
        }
      }
    }
    self.files = files
    missing = try Self.missing(files.map(\.artifact), from: export)
  }

  /// True where the file is there already, byte for byte.
  private static func isThere(_ artifact: Artifact, in folder: OutputFolder) throws -> Bool {
    do {
      if try folder.holds(artifact, at: artifact.path) { return true }
      guard try folder.contains(artifact.path) else { return false }
    } catch {
      throw OutputFolder.told(error)
    }
    throw BlobExportError.fileInTheWay("\(folder.path)/\(artifact.path)")
  }

  private static func gitBlob(of digest: Digest, in reader: RegistryReader) throws(GitError) -> ObjectID? {
    guard let path = RepositoryPath(digest.blobPath) else { return nil }
    return try reader.snapshot.entry(at: path)?.id
  }

  private static func missing(_ artifacts: [Artifact], from export: BlobExport) throws -> [Artifact] {
    var seen: Set<Digest> = []
    return try artifacts.filter { try seen.insert($0.digest).inserted && !export.has($0) }
  }

  /// Fetches what is missing, and writes everything; or nothing where some of it cannot be had.
  ///
  /// - Parameter isLinked: true where files shall share their space with the store's.
  func run(from remote: ContentRemote, isLinked: Bool) throws {
    try fetch(from: remote)
    // git-lfs hashes what it downloads before it stores it, with every kind of transfer; what another clone lends, it does not.
    let isLent = FileSystem.exists(reader.repository.commonDirectory + "/objects/info/alternates")
    let checked = isLent ? [] : Set(missing.map(\.digest))
    let progress = ProgressBar("writing", of: files.map(\.artifact).sizeInBytes)
    defer { progress?.finish() }
    try export.write(files, isLinked ? .linked(checked: checked) : .copied, progress: progress)
  }

  private func fetch(from options: ContentRemote) throws {
    guard !missing.isEmpty else { return }
    guard mode == .lfs else {
      throw failure(missing, "not in the repository", help: "git fsck tells what is wrong with it")
    }
    guard let remote = try options.name(in: reader.repository) else {
      throw failure(
        missing, "not in the local store",
        help: options.isLocal ? "without --no-fetch it is fetched" : "name where to fetch it from with --remote")
    }
    let lfs: GitLFS
    do {
      lfs = try GitLFS.require()
    } catch is GitLFSMissing {
      throw failure(missing, "not in the local store, and git-lfs is missing", help: "install git-lfs, and pull again")
    }
    let pointers = try missing.compactMap { try Self.gitBlob(of: $0.digest, in: reader) }
    do {
      let progress = ProgressBar("fetching", of: missing.sizeInBytes)
      defer { progress?.finish() }
      try lfs.fetch(pointers, from: remote, into: reader.repository, progress: progress)
    } catch let error as LFSTransferError where !error.isMissingThere {
      let help =
        error.isDamagedThere
        ? "the server sent other bytes than were published: whoever runs it has to look"
        : "pull again: what has arrived is not fetched twice"
      throw CommandFailure(
        status: .network,
        "git lfs could not fetch from '\(EscapedText.printable(remote))'; nothing was written\n\(error)help: \(help)")
    } catch is LFSTransferError {
      // Told below, with the names of the artifacts.
    }
    let rest = try Self.missing(missing, from: export)
    guard !rest.isEmpty else { return }
    let objects = rest.prefix(Self.objectLimit).map(\.digest.hex).joined(separator: " ")
    throw failure(
      rest, "neither here nor at '\(EscapedText.printable(remote))'",
      help: "who has it sends it: git lfs push --object-id \(EscapedText.printable(remote)) \(objects)")
  }

  /// More object ids make no command that anybody copies.
  private static let objectLimit = 20

  private func failure(_ missing: [Artifact], _ place: String, help: String) -> CommandFailure {
    let lines = missing.map { "  \($0.path)  \($0.digest)  \(ByteCount.text($0.sizeInBytes))\n" }.joined()
    return CommandFailure(
      status: .contentMissing,
      "the content of \(PullTarget.count(missing.count)) is \(place); nothing was written\n\(lines)help: \(help)")
  }
}
