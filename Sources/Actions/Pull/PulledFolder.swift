import Blobs
import Diagnostics
import Git
import Manifests

/// What lies in a folder that versions are pulled into, and whose it is. A file is the model's if some version of it has the
/// file's path and digest: it was pulled, nobody edited it, and it can be had again. Nothing in the folder itself says so.
struct PulledFolder {
  let folder: OutputFolder
  /// Artifacts that go there, each path once.
  let artifacts: [Artifact]
  /// Those of them that are there already, by path.
  private(set) var present: Set<String> = []
  /// Files of other versions, where the artifacts have none, and what a killed pull left.
  private(set) var obsolete: [String] = []
  /// What stands where the model has or wants a file and is none that any version of it has there, by path.
  private(set) var edited: [String] = []
  /// What is in nobody's way.
  private(set) var foreign: [String] = []
  /// Folders where an artifact's file has to be, and which hold what is not the model's.
  private(set) var blocking: [String] = []
  private var known: KnownArtifacts

  /// Reads the manifests of all versions only if the folder holds other files than these versions'.
  init(_ folder: OutputFolder, _ targets: [PullTarget], in reader: RegistryReader) throws {
    self.folder = folder
    var chosen: [String: Artifact] = [:]
    for artifact in targets.flatMap(\.artifacts) {
      guard let other = chosen.updateValue(artifact, forKey: artifact.path), other != artifact else { continue }
      let path = EscapedText.line("\(folder.path)/\(artifact.path)")
      throw ActionFailure(
        .conflict, "two versions would both write '\(path)'",
        help: "pull one reference at a time, each with its own --output")
    }
    artifacts = chosen.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    known = KnownArtifacts(targets.flatMap(\.version.artifacts))
    let own = known
    var contents = try Contents(folder, known)
    if !contents.hasOnly(known) {
      for model in Set(targets.map(\.model)) { try known.add(versionsOf: model, in: reader) }
      contents = try Contents(folder, known, after: contents)
    }
    for entry in contents.entries {
      let artifact = chosen[entry.path]
      if let digest = contents.digests[entry.path], known.has(digest, at: entry.path) {
        if let artifact, artifact.digest == digest {
          if !artifact.isExecutable || contents.executables.contains(entry.path) { present.insert(entry.path) }
        } else if artifact == nil, !own.has(digest, at: entry.path) {
          obsolete.append(entry.path)
        }
      } else if case .file = entry.kind, OutputFolder.isTemporary(entry.path), artifact == nil {
        obsolete.append(entry.path)
      } else if entry.kind == .folder, artifact != nil {
        blocking.append(entry.path)
      } else if artifact != nil || known.has(entry.path) || known.folders.contains(entry.path) {
        edited.append(entry.path)
      } else {
        foreign.append(entry.path)
        blocking += KnownArtifacts.folders(of: entry.path).filter { chosen[$0] != nil }
      }
    }
  }

  /// What has to be written.
  var absent: [Artifact] { artifacts.filter { !present.contains($0.path) } }

  /// True where it holds exactly what it should.
  var isComplete: Bool { absent.isEmpty && obsolete.isEmpty && edited.isEmpty }

  /// Folders that may be empty once the model's files are gone.
  var folders: Set<String> { known.folders }

  /// What is removed for the new files, besides what they replace.
  func removed(isForced: Bool) -> [String] {
    let written = Set(artifacts.map(\.path))
    return obsolete + (isForced ? edited.filter { !written.contains($0) } : [])
  }

  /// All that is the model's or was edited.
  func files() throws -> [String] {
    let foreign = Set(foreign)
    return try folder.entries(in: known.folders).map(\.path).filter { !foreign.contains($0) }
  }

  /// A folder's entries, and the digests of those files that may be the model's.
  private struct Contents {
    let entries: [OutputFolder.Entry]
    private(set) var digests: [String: Digest] = [:]
    /// Those of them that may be run.
    private(set) var executables: Set<String> = []

    /// - Parameter before: what was hashed already.
    init(_ folder: OutputFolder, _ known: KnownArtifacts, after before: Contents? = nil) throws {
      entries = try folder.entries(in: known.folders)
      for entry in entries {
        guard case .file(let size, let isExecutable) = entry.kind, known.has(size, at: entry.path) else { continue }
        if isExecutable { executables.insert(entry.path) }
        digests[entry.path] = try before?.digests[entry.path] ?? folder.digest(of: entry.path)
      }
    }

    func hasOnly(_ known: KnownArtifacts) -> Bool {
      entries.allSatisfy { entry in digests[entry.path].map { known.has($0, at: entry.path) } ?? false }
    }
  }
}
