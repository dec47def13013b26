package import Git
package import Manifests
import Rules

/// What one commit did to a registry repository, when it landed there and who brought it.
package struct HistoryEntry {
  package let commit: Commit
  package let landing: Timeline.Landing
  /// The member who acted: whom the record names, or whose e-mail address is the commit's author's if nobody recorded it; nil if
  /// there is none.
  package let member: String?
  /// The member whose e-mail address is the commit's author's.
  package let author: String?
  package private(set) var events: [RegistryEvent]

  /// The entry with some of its events; nil if none is left.
  package func keeping(_ isWanted: (RegistryEvent) -> Bool) -> HistoryEntry? {
    var entry = self
    entry.events = events.filter(isWanted)
    return entry.events.isEmpty ? nil : entry
  }
}

/// The history of a registry repository along the first parents of a commit, latest first.
package struct History {
  private let repository: Repository
  private let start: ObjectID
  private let log: ObjectID?
  private let index: (any HistoryIndex)?

  /// - Parameters:
  ///   - log: the newest commit of the record of pushes; nil if there is none.
  ///   - index: of this commit and this record; nil for reading commits. What is told is the same.
  package init(of repository: Repository, from start: ObjectID, log: ObjectID?, index: (any HistoryIndex)? = nil) {
    self.index = index
    self.repository = repository
    self.start = start
    self.log = log
  }

  /// Calls `body` for the commits that did something, one by one, until `body` returns false.
  ///
  /// With a reference, the other commits cost a look-up of one path, 60 µs each; see ``PathHistory`` for less.
  ///
  /// - Parameters:
  ///   - reference: only what is about it is reported; see ``RegistryEvent/isAbout(_:)``.
  ///   - oldest: stops before the first commit that landed before this time.
  ///   - newest: passes over commits that landed after this time.
  ///   - ids: stops before the first commit that is none of these; nil for going on to the end.
  /// - Returns: the commit at which a shallow clone cuts history off, if that kept it from going on; what that commit did
  ///   cannot be known.
  package func tell(
    about reference: Reference? = nil, since oldest: Int64? = nil, until newest: Int64? = nil,
    among ids: Set<ObjectID>? = nil, _ body: (HistoryEntry) throws -> Bool
  ) throws -> Commit? {
    let paths = Self.paths(about: reference)
    let (remembers, bulk) = (repository.remembersTrees, repository.readsInBulk)
    (repository.remembersTrees, repository.readsInBulk) = (true, true)
    defer { (repository.remembersTrees, repository.readsInBulk) = (remembers, bulk) }
    let versions = SharedVersionReader()
    func snapshot(_ tree: ObjectID, _ model: TreeEntry?, _ folders: KnownFolders?, _ members: ObjectID?)
      -> CommitSnapshot
    {
      let snapshot = CommitSnapshot(repository, tree: tree, refusingNewer: true)
      snapshot.sharedReader = versions
      if folders != nil, let path = paths.first {
        snapshot.place(model, at: path)
        snapshot.place(members.map { Self.folder($0, at: Self.members) }, at: Self.members)
      }
      return snapshot
    }
    var actors = Actors()
    var known: (tree: ObjectID, entries: [TreeEntry?])?
    var steps = HistorySteps(of: repository, to: start, log: log, about: reference, at: paths, by: index)
    var next: ObjectID? = start
    while let last = next {
      guard let (id, found) = steps.first(from: last), ids?.contains(id) ?? true else { return nil }
      let landing = try steps.landing(of: id)
      // They are of this commit alone.
      let folders = landing.net == nil ? found : nil
      if let oldest, landing.time < oldest { return nil }
      // Of a push that was judged by its result, the result is reported.
      let commit = try repository.commit(landing.net?.new ?? id)
      next = landing.net.map(\.old) ?? commit.parents.first
      let parent = try next.flatMap { try repository.presentCommit($0) }
      if next != nil, parent == nil { return commit }
      let (before, now): ([TreeEntry?]?, [TreeEntry?])
      if let folders {
        before = parent.map { _ in Self.entries(at: paths, model: folders.model.before) }
        now = Self.entries(at: paths, model: folders.model.after)
        known = nil
      } else {
        now = try known?.tree == commit.tree ? known?.entries ?? [] : entries(at: paths, in: commit.tree)
        before = try parent.map { try entries(at: paths, in: $0.tree) }
        known = parent.map { ($0.tree, before ?? []) }
      }
      if let newest, landing.time > newest { continue }
      if parent?.tree == commit.tree || reference != nil && before == now { continue }
      let after = snapshot(commit.tree, now.first ?? nil, folders, folders?.members.after)
      let earlier = parent.map { snapshot($0.tree, before?.first ?? nil, folders, folders?.members.before) }
      let change = try change(from: earlier, before, to: after, now, at: paths)
      let events = try change.events().filter { event in reference.map { event.isAbout($0) } ?? true }
      guard !events.isEmpty else { continue }
      // As it was before, so that whoever changed an address is still who did it; a first commit brings its own members.
      func name(_ claim: String) throws -> String? {
        try change.before.flatMap { try actors.name(of: claim, in: $0) } ?? actors.name(of: claim, in: after)
      }
      let author = try name(commit.author.email)
      let member = try landing.basis == .dates ? author : landing.actor.map { try name($0) ?? $0 }
      let entry = HistoryEntry(commit: commit, landing: landing, member: member, author: author, events: events)
      guard try body(entry) else { return nil }
    }
    return nil
  }

  /// What differs at the paths; everything for none. Pointers of blobs, which most commits bring, are then not looked for.
  private func change(
    from old: CommitSnapshot?, _ before: [TreeEntry?]?, to new: CommitSnapshot, _ after: [TreeEntry?],
    at paths: [RepositoryPath]
  ) throws -> Change {
    guard !paths.isEmpty else { return try Change(from: old, to: new) }
    var entries: [TreeChange] = []
    for (index, path) in paths.enumerated() {
      entries += try repository.changes(at: path, from: before?[index], to: after[index])
    }
    return try Change(from: old, to: new, entries: entries, isTransition: true)
  }

  private func entries(at paths: [RepositoryPath], in tree: ObjectID) throws -> [TreeEntry?] {
    try paths.map { try repository.entry(at: $0, in: tree) }
  }

  private static let members = RepositoryPath(unchecked: Array("members".utf8))

  private static func folder(_ id: ObjectID, at path: RepositoryPath) -> TreeEntry {
    TreeEntry(mode: .folder, name: path.name, id: id)
  }

  /// The same where a model's folder is known to be all that may differ.
  private static func entries(at paths: [RepositoryPath], model: ObjectID?) -> [TreeEntry?] {
    paths.enumerated().map { index, path in index == 0 ? model.map { folder($0, at: path) } : nil }
  }

  /// The paths of which one must differ for something to have happened; none for the whole repository.
  private static func paths(about reference: Reference?) -> [RepositoryPath] {
    guard let reference else { return [] }
    guard let model = reference.modelName else {
      return [RepositoryPath("registries/\(reference.registry)")].compactMap { $0 }
    }
    // A model's retirement and an alias's protection stand in the registry's manifest.
    let registry = ManifestFormat.allCases.map { "registries/\(model.registry)/registry.\($0.rawValue)" }
    return ([model.folder] + registry).compactMap { RepositoryPath($0) }
  }
}

/// Members by name or e-mail address, asked once for each state of `members/`.
private struct Actors {
  private struct Key: Hashable {
    let members: ObjectID?
    let claim: String
  }

  private var names: [Key: String?] = [:]

  mutating func name(of claim: String, in snapshot: any Snapshot) throws -> String? {
    let folder = try RepositoryPath("members").flatMap { try snapshot.entry(at: $0) }
    let key = Key(members: folder?.id, claim: claim)
    if names[key] == nil { names[key] = try Rights.memberName(claim, in: snapshot) }
    return names[key] ?? nil
  }
}
