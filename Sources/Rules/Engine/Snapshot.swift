package import Diagnostics
package import GitObjects
package import ManifestCoding
package import Manifests

/// A registry repository at one commit, read-only and lazy: only what is asked for is read.
package protocol Snapshot: AnyObject {
  /// The entry at a path; nil if there is none.
  func entry(at path: RepositoryPath) throws(GitError) -> TreeEntry?

  /// The entries of a folder, or of the top for nil; none if there is no such folder.
  func entries(in folder: RepositoryPath?) throws(GitError) -> [TreeEntry]

  func sizeInBytes(of blob: ObjectID) throws(GitError) -> Int

  func content(of blob: ObjectID) throws(GitError) -> [UInt8]

  /// Nil if it is larger than so many bytes.
  func content(of blob: ObjectID, atMost sizeInBytes: Int) throws(GitError) -> [UInt8]?

  /// The manifest at `stem` with `.yaml` or `.json`; nil if there is neither. Read once, then remembered.
  func manifest<Value: Manifest>(_ type: Value.Type, at stem: String) throws(GitError) -> LoadedManifest<Value>?

  /// What rules remember of it.
  var memory: SnapshotMemory { get }
}

/// A manifest that a snapshot holds, readable or not.
package struct LoadedManifest<Value: Manifest>: Sendable {
  package let path: RepositoryPath
  package let format: ManifestFormat
  package let blob: ObjectID
  package let decoded: DecodedManifest<Value>

  package init(path: RepositoryPath, format: ManifestFormat, blob: ObjectID, decoded: DecodedManifest<Value>) {
    self.path = path
    self.format = format
    self.blob = blob
    self.decoded = decoded
  }

  /// Nil if the text is too wrong to have a value; the rules for manifests then report its problems.
  package var value: Value? { decoded.value }

  /// The place of a field, by its keys; the nearest outer field for one that is not there.
  package func location(_ keys: String...) -> SourceLocation { location(of: FieldPath(keys.map { .key($0) })) }

  package func location(of field: FieldPath) -> SourceLocation {
    let mark = decoded.node?.mark(of: field) ?? .start
    return SourceLocation(path: "\(path)", line: mark.line, column: mark.column)
  }
}

extension Snapshot {
  package func organization() throws(GitError) -> LoadedManifest<Organization>? {
    try manifest(Organization.self, at: "organization")
  }

  /// True if there is an organization, readable or not.
  package var isRegistry: Bool {
    get throws(GitError) {
      for format in ManifestFormat.allCases {
        guard let path = RepositoryPath("organization.\(format.rawValue)") else { continue }
        if let entry = try entry(at: path), entry.mode == .file || entry.mode == .executable { return true }
      }
      return false
    }
  }

  package func member(_ name: String) throws(GitError) -> LoadedManifest<Member>? {
    try manifest(Member.self, at: "members/\(name)")
  }

  package func team(_ name: String) throws(GitError) -> LoadedManifest<Team>? {
    try manifest(Team.self, at: "teams/\(name)")
  }

  package func registry(_ name: String) throws(GitError) -> LoadedManifest<Registry>? {
    try manifest(Registry.self, at: "registries/\(name)/registry")
  }

  package func model(_ name: ModelName) throws(GitError) -> LoadedManifest<Model>? {
    try manifest(Model.self, at: "\(name.folder)/model")
  }

  package func version(_ version: String, of model: ModelName) throws(GitError) -> LoadedManifest<ModelVersion>? {
    try manifest(ModelVersion.self, at: "\(model.folder)/versions/\(version)")
  }

  package func candidate(_ id: String, of model: ModelName) throws(GitError) -> LoadedManifest<ModelCandidate>? {
    try manifest(ModelCandidate.self, at: "\(model.folder)/candidates/\(id)")
  }

  package func candidateNames(of model: ModelName) throws(GitError) -> [String] {
    try manifestNames(in: "\(model.folder)/candidates")
  }

  package func memberNames() throws(GitError) -> [String] { try manifestNames(in: "members") }

  /// Goes through the members whose manifest may say a word, in order, until `isEnough`. The others are recognized by their bytes and never
  /// decoded, which is most of the work in an organization of thousands.
  package func members(mentioning word: String, until isEnough: (String) throws(GitError) -> Bool) throws(GitError) {
    guard let folder = RepositoryPath("members") else { return }
    var members: [(name: String, blob: ObjectID)] = []
    for entry in try entries(in: folder) where entry.mode == .file || entry.mode == .executable {
      if let (name, _) = Self.manifestName(entry) { members.append((name, entry.id)) }
    }
    members.sort { $0.name < $1.name }
    for (name, blob) in members {
      let content = try content(of: blob, atMost: Member.kind.sizeLimitInBytes)
      if content.map({ ManifestText.maySay(word, $0) }) ?? true, try isEnough(name) { return }
    }
  }

  /// The ordinals of a model's versions that have one, with the versions whose manifests give it, lowest first. Manifests that say nothing
  /// of one are recognized by their bytes, and never decoded.
  func ordinals(of model: ModelName) throws(GitError) -> [Int64: [SemanticVersion]] {
    var owners: [Int64: [SemanticVersion]] = [:]
    guard let folder = RepositoryPath("\(model.folder)/versions") else { return owners }
    for entry in try entries(in: folder) where entry.mode == .file || entry.mode == .executable {
      guard let (name, _) = Self.manifestName(entry), let number = SemanticVersion(name) else { continue }
      let content = try content(of: entry.id, atMost: ManifestKind.modelVersion.sizeLimitInBytes)
      guard content.map({ ManifestText.maySay("ordinal", $0) }) ?? false,
        let ordinal = try version(name, of: model)?.value?.ordinal
      else { continue }
      owners[ordinal, default: []].append(number)
    }
    return owners.mapValues { Array(Set($0)).sorted() }
  }

  package func teamNames() throws(GitError) -> [String] { try manifestNames(in: "teams") }
  package func registryNames() throws(GitError) -> [String] { try folderNames(in: "registries") }
  package func modelNames(in registry: String) throws(GitError) -> [String] {
    try folderNames(in: "registries/\(registry)")
  }

  /// The versions that have a manifest, whatever their status, lowest first.
  package func versions(of model: ModelName) throws(GitError) -> [SemanticVersion] {
    if let known = memory.versions, known.model == model { return known.numbers }
    let numbers = try distinctNames(in: "\(model.folder)/versions").compactMap(SemanticVersion.init).sorted()
    memory.versions = (model, numbers)
    return numbers
  }

  /// How blobs are kept; nil if the organization cannot be read.
  package func blobMode() throws(GitError) -> Organization.BlobMode? { try organization()?.value?.effectiveBlobs }

  private func manifestNames(in folder: String) throws(GitError) -> [String] { try distinctNames(in: folder).sorted() }

  /// The names of a folder's manifests, each once, in no order.
  private func distinctNames(in folder: String) throws(GitError) -> [String] {
    guard let path = RepositoryPath(folder) else { return [] }
    var names: [String] = []
    var (hasYAML, hasJSON) = (false, false)
    for entry in try entries(in: path) where !entry.mode.isFolder {
      guard let (name, format) = Self.manifestName(entry) else { continue }
      if format == .yaml { hasYAML = true } else { hasJSON = true }
      names.append(name)
    }
    // In one format no name appears twice.
    return hasYAML && hasJSON ? Array(Set(names)) : names
  }

  /// What a file's name says of a manifest; nil for another file.
  private static func manifestName(_ entry: TreeEntry) -> (String, ManifestFormat)? {
    guard let format = ManifestFormat(ofFile: entry.name) else { return nil }
    return (String(decoding: entry.name.dropLast(5), as: UTF8.self), format)
  }

  private func folderNames(in folder: String) throws(GitError) -> [String] {
    guard let path = RepositoryPath(folder) else { return [] }
    return try entries(in: path).filter(\.mode.isFolder).map { String(decoding: $0.name, as: UTF8.self) }
  }
}
