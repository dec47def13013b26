package import Access
package import Actions
import Diagnostics
import Git
import ManifestCoding
import Manifests
package import RegistryStore
import Rules

/// A registry repository as somebody may see it: without the registries that are hidden from them.
///
/// What is read through ``reader`` cannot tell of the others, whatever it is: lists, counts, lineage and suggestions are made of a tree
/// that does not have them. ``whole`` is for what looks into an index of all, whose answers must be narrowed by ``sees(_:)``.
package struct Sight {
  package let reader: RegistryReader
  package let whole: RegistryReader
  /// Nil for all of them.
  package let registries: Set<String>?
  /// True for members of the organization, who may know who else is one.
  package let isMember: Bool
  /// True if this is what the branch has now.
  package let isTip: Bool

  /// - Parameters:
  ///   - tip: the branch's, whose rights count.
  ///   - moment: what was asked for; nil for the tip.
  init(
    of principal: Principal, with right: Right, at moment: PointInTime?, tip: RegistryReader
  ) throws {
    let (repository, snapshot) = (tip.repository, tip.snapshot)
    let (commit, basis) = try moment?.commit(before: tip.commit, in: repository) ?? (tip.commit, nil)
    let visible = try Access.registries(of: principal, for: right, at: snapshot)
    isMember = try Access.of(principal, in: .organization, for: .look, at: snapshot) == .allowed
    isTip = moment == nil
    whole = isTip ? tip : try RegistryReader(repository, commit: commit, basis: basis)
    (reader, registries) = try Self.narrowed(whole, to: visible)
  }

  /// Of nobody, who sees some registries: what is written for others to read elsewhere.
  package init(of whole: RegistryReader, showing registries: Set<String>) throws {
    self.whole = whole
    (isMember, isTip) = (false, true)
    (reader, self.registries) = try Self.narrowed(whole, to: registries)
  }

  /// - Returns: a reader that finds no other registries; and nil if there are none.
  private static func narrowed(
    _ whole: RegistryReader, to visible: Set<String>
  ) throws -> (reader: RegistryReader, registries: Set<String>?) {
    let hidden = try whole.snapshot.registryNames().filter { !visible.contains($0) }
    guard !hidden.isEmpty else { return (whole, nil) }
    var updates: [RepositoryPath: PathUpdate] = [:]
    for name in hidden { if let path = RepositoryPath("registries/\(name)") { updates[path] = .removed } }
    let tree = try whole.repository.stageTree(from: whole.commit.tree, applying: updates)
    return (
      try RegistryReader(whole.repository, commit: whole.commit, tree: tree, basis: whole.basis), visible
    )
  }

  package func sees(_ registry: String) -> Bool { registries?.contains(registry) ?? true }

  /// True if an event may be told.
  package func sees(_ event: RegistryEvent) -> Bool {
    if let registry = event.registry { return sees(registry) }
    switch event {
    case .organization, .member, .team: return isMember
    case .blobPurged, .file: return isMember && registries == nil
    case .registry, .model, .version, .alias, .candidate, .card: return false
    }
  }
}

extension ServedRepository {
  /// Reads the registry as a principal may see it.
  ///
  /// - Parameters:
  ///   - right: what they need in a registry so that it is there.
  ///   - moment: when; nil for the branch's tip.
  package func read<Value: Sendable>(
    as principal: Principal, with right: Right = .look, at moment: PointInTime? = nil,
    _ body: @escaping @Sendable (Sight) throws -> Value
  ) async throws -> Value {
    try await read { tip in try body(Sight(of: principal, with: right, at: moment, tip: tip)) }
  }
}
