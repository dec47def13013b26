import Git
import ManifestCoding
import Manifests
import RegistryStore

/// Finds out which folders of models and registries each commit of a history changed, and which versions it brought or edited.
struct FolderChanges {
  private let repository: Repository
  /// Folders that the last commit and this one have: most of one commit's are those of the next.
  private var (last, now): ([ObjectID: Tree], [ObjectID: Tree]) = ([:], [:])

  init(of repository: Repository) { self.repository = repository }

  struct Folder: Hashable {
    let registry: String
    /// Or one of ``HistorySchema``'s words for what is none.
    let model: String
  }

  struct Change {
    /// With what the commit made of them, where they are a model's.
    var folders: [Folder: KnownFolders?] = [:]
    /// By model, lowest first.
    var versions: [(model: ModelName, versions: [Version])] = []
  }

  struct Version {
    let number: SemanticVersion
    /// False if its manifest was there before.
    let isNew: Bool
    /// In its manifest; nil if there is none.
    let ordinal: Int64?
  }

  /// - Parameter before: the top tree of the commit's first parent; nil if it has none.
  mutating func change(from before: ObjectID?, to after: ObjectID) throws(GitError) -> Change {
    (last, now) = (now, [:])
    var change = Change()
    let (oldRoot, newRoot) = (try before.map { id throws(GitError) in try tree(id) } ?? .empty, try tree(after))
    let members = Self.step(oldRoot.entry(named: Self.members), newRoot.entry(named: Self.members))
    for registry in try differences(oldRoot.entry(named: Self.registries), newRoot.entry(named: Self.registries)) {
      let name = Self.name(registry)
      change.folders[Folder(registry: name, model: HistorySchema.wholeRegistry)] = .some(nil)
      for item in try differences(registry.before, registry.after) {
        let model = Self.name(item)
        change.folders[Folder(registry: name, model: model)] = .some(
          members.flatMap { members in
            Self.step(item.before, item.after).map { KnownFolders(model: $0, members: members) }
          })
        if item.before?.mode.isFolder != true || item.after?.mode.isFolder != true {
          change.folders[Folder(registry: name, model: HistorySchema.registryFiles)] = .some(nil)
        }
        let versions = try versions(item.before, item.after)
        if !versions.isEmpty { change.versions.append((ModelName(registry: name, model: model), versions)) }
      }
    }
    return change
  }

  /// Nil if one is there that is no folder.
  private static func step(_ before: TreeEntry?, _ after: TreeEntry?) -> KnownFolders.Step? {
    guard before?.mode.isFolder ?? true, after?.mode.isFolder ?? true else { return nil }
    return KnownFolders.Step(before: before?.id, after: after?.id)
  }

  private static let members = Array("members".utf8)[...]
  private static let registries = Array("registries".utf8)[...]
  private static let versions = Array("versions".utf8)[...]

  private mutating func versions(_ before: TreeEntry?, _ after: TreeEntry?) throws(GitError) -> [Version] {
    let old = try folder(before).entry(named: Self.versions)
    let new = try folder(after).entry(named: Self.versions)
    var versions: [Version] = []
    for item in try differences(old, new) {
      guard let entry = item.after, let number = Self.number(entry) else { continue }
      let (isNew, ordinal) = (Self.number(item.before) == nil, try ordinal(in: entry))
      versions.append(Version(number: number, isNew: isNew, ordinal: ordinal))
    }
    return versions.sorted { $0.number < $1.number }
  }

  /// Few manifests have one; the others are recognized by their bytes.
  private func ordinal(in entry: TreeEntry) throws(GitError) -> Int64? {
    guard entry.mode == .file || entry.mode == .executable, let format = ManifestFormat(ofFile: entry.name),
      let content = try repository.content(of: entry.id, .blob, atMost: ManifestKind.modelVersion.sizeLimitInBytes),
      ManifestText.maySay("ordinal", content)
    else { return nil }
    return ManifestDecoder.decode(ModelVersion.self, from: content, as: format).value?.ordinal
  }

  /// The version that a manifest is of; nil for what is none.
  private static func number(_ entry: TreeEntry?) -> SemanticVersion? {
    guard let entry, !entry.mode.isFolder, let format = ManifestFormat(ofFile: entry.name) else { return nil }
    return SemanticVersion(String(decoding: entry.name.dropLast(format.rawValue.utf8.count + 1), as: UTF8.self))
  }

  // MARK: Folders

  private typealias Difference = (before: TreeEntry?, after: TreeEntry?)

  private static func name(_ difference: Difference) -> String {
    String(decoding: (difference.after ?? difference.before)?.name ?? [], as: UTF8.self)
  }

  private mutating func differences(_ before: TreeEntry?, _ after: TreeEntry?) throws(GitError) -> [Difference] {
    guard before?.id != after?.id || before?.mode != after?.mode else { return [] }
    return Tree.differences(try folder(before), try folder(after))
  }

  private mutating func folder(_ entry: TreeEntry?) throws(GitError) -> Tree {
    guard let entry, entry.mode.isFolder else { return .empty }
    return try tree(entry.id)
  }

  private mutating func tree(_ id: ObjectID) throws(GitError) -> Tree {
    if let known = now[id] { return known }
    let tree = if let known = last[id] { known } else { try repository.tree(id) }
    now[id] = tree
    return tree
  }
}
