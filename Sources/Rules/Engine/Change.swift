package import GitObjects
package import ManifestCoding
package import Manifests

/// What differs between two snapshots, sorted by kind; or all of one snapshot if there is nothing to compare it with.
///
/// A manifest that moved from YAML to JSON is one changed manifest, not a removed and an added one.
package final class Change {
  package let before: (any Snapshot)?
  package let after: any Snapshot
  package let entries: [TreeChange]
  /// True if rules on transitions are judged: `before` is what was published.
  package let isTransition: Bool
  /// True for the look back at what was wrong before a change: rules then look wherever the change could make them look.
  let isLookingBack: Bool

  package let organization: ChangedManifest<String, Organization>?
  package let members: [ChangedManifest<String, Member>]
  package let teams: [ChangedManifest<String, Team>]
  package let registries: [ChangedManifest<String, Registry>]
  package let models: [ChangedManifest<ModelName, Model>]
  package let versions: [ChangedManifest<VersionName, ModelVersion>]
  package let candidates: [ChangedManifest<CandidateName, ModelCandidate>]
  /// The versions that this change publishes, whose names are semantic.
  package let addedVersions: [AddedVersion]
  /// The numbers of ``addedVersions`` by their model.
  private(set) lazy var addedNumbers = Dictionary(grouping: addedVersions) { $0.model }.mapValues {
    $0.map { $0.number }
  }
  /// What rules asked for, each worked out once.
  var memory = ChangeMemory()

  /// - Parameters:
  ///   - before: what was published; nil for a first push and for judging a snapshot alone.
  ///   - entries: the files that differ; every file of `after` if it is judged alone.
  package init(
    from before: (any Snapshot)?, to after: any Snapshot, entries: [TreeChange], isTransition: Bool,
    isLookingBack: Bool = false
  ) throws(GitError) {
    self.before = before
    self.after = after
    self.entries = entries
    self.isTransition = isTransition
    self.isLookingBack = isLookingBack
    var names = ChangedNames()
    for entry in entries { names.insert(LayoutPath(entry.path)) }
    organization = try names.hasOrganization ? Self.load("organization", "organization", before, after) : nil
    members = try Self.load(names.members, before, after) { "members/\($0)" }
    teams = try Self.load(names.teams, before, after) { "teams/\($0)" }
    registries = try Self.load(names.registries, before, after) { "registries/\($0)/registry" }
    models = try Self.load(names.models, before, after) { "\($0.folder)/model" }
    versions = try Self.load(names.versions, before, after) { "\($0.model.folder)/versions/\($0.version)" }
    addedVersions = versions.compactMap(AddedVersion.init)
    candidates = try Self.load(names.candidates, before, after) { "\($0.model.folder)/candidates/\($0.id)" }
  }

  private static func load<Name: Comparable, Value: Manifest>(
    _ names: Set<Name>, _ before: (any Snapshot)?, _ after: any Snapshot, _ stem: (Name) -> String
  ) throws(GitError) -> [ChangedManifest<Name, Value>] {
    var changed: [ChangedManifest<Name, Value>] = []
    for name in names.sorted() { changed.append(try load(name, stem(name), before, after)) }
    return changed
  }

  private static func load<Name, Value: Manifest>(
    _ name: Name, _ stem: String, _ before: (any Snapshot)?, _ after: any Snapshot
  ) throws(GitError) -> ChangedManifest<Name, Value> {
    try ChangedManifest(
      name: name, before: before?.manifest(Value.self, at: stem), after: after.manifest(Value.self, at: stem))
  }

  /// The snapshot whose members, keys and policy decide who may make a change: the one before it; on a first push, what is
  /// pushed.
  package static func authority(_ before: (any Snapshot)?, _ after: any Snapshot) -> any Snapshot { before ?? after }

  var authority: any Snapshot { Self.authority(before, after) }

  /// The entries of files that are new.
  package var added: [TreeChange] { entries.filter { $0.before == nil } }

  /// The entries of files that are new or other than before.
  package var written: [TreeChange] { entries.filter { $0.after != nil } }
}

/// One manifest on both sides of a change.
package struct ChangedManifest<Name, Value: Manifest> {
  package let name: Name
  package let before: LoadedManifest<Value>?
  package let after: LoadedManifest<Value>?

  package var isAdded: Bool { before == nil && after != nil }
  package var isRemoved: Bool { before != nil && after == nil }
}

/// A version's full name, as its file has it: not always semantic.
package struct VersionName: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let model: ModelName
  package let version: String

  package init(model: ModelName, version: String) {
    self.model = model
    self.version = version
  }

  package var semantic: SemanticVersion? { SemanticVersion(version) }
  package var description: String { "\(model)@\(version)" }

  package static func < (left: VersionName, right: VersionName) -> Bool {
    (left.model, left.version) < (right.model, right.version)
  }
}

/// A candidate's full name.
package struct CandidateName: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let model: ModelName
  package let id: String

  package init(model: ModelName, id: String) {
    self.model = model
    self.id = id
  }

  package var description: String { "\(model) \(id)" }

  package static func < (left: CandidateName, right: CandidateName) -> Bool {
    (left.model, left.id) < (right.model, right.id)
  }
}

private struct ChangedNames {
  var hasOrganization = false
  var members: Set<String> = []
  var teams: Set<String> = []
  var registries: Set<String> = []
  var models: Set<ModelName> = []
  var versions: Set<VersionName> = []
  var candidates: Set<CandidateName> = []

  mutating func insert(_ place: LayoutPath?) {
    switch place {
    case .organization: hasOrganization = true
    case .member(let name, _): members.insert(name)
    case .team(let name, _): teams.insert(name)
    case .registry(let name, _): registries.insert(name)
    case .model(let name, _): models.insert(name)
    case .version(let model, let version, _): versions.insert(VersionName(model: model, version: version))
    case .candidate(let model, let id, _): candidates.insert(CandidateName(model: model, id: id))
    case .modelCard, .blob, nil: break
    }
  }
}
