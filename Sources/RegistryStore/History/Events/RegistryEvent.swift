package import Git
package import Manifests
package import Rules

/// One thing that happened in a registry repository: what it happened to, and what it was.
///
///     grace moved production 1.1.0 → 1.2.0 in Fine_Tuned_Models/sentiment
///     bob became a viewer of Fine_Tuned_Models (by ada)
package enum RegistryEvent: Hashable, Sendable {
  case organization(OrganizationChange)
  case member(String, MemberChange)
  case team(String, TeamChange)
  case registry(String, RegistryChange)
  case model(ModelName, ModelChange)
  case version(VersionName, VersionChange)
  case alias(String, of: ModelName, AliasChange)
  case candidate(CandidateName, CandidateChange)
  /// The card of a model, or of a registry if the model is nil.
  case card(registry: String, model: String?, FileChange)
  case blobPurged(Digest, reason: String)
  /// A file that is none of the layout's.
  case file(RepositoryPath, FileChange)

  /// What happened to a file.
  package enum FileChange: Hashable, Sendable {
    case added, edited, removed

    init(_ entry: TreeChange) { self = entry.before == nil ? .added : entry.after == nil ? .removed : .edited }
  }

  /// The registry that it is about, or about something in it; nil for what is in none.
  package var registry: String? {
    switch self {
    case .registry(let name, _), .card(let name, _, _): name
    default: model?.registry
    }
  }

  /// The model that it is about, or about something in it; nil for what is in none.
  package var model: ModelName? {
    switch self {
    case .model(let name, _), .alias(_, let name, _): name
    case .version(let version, _): version.model
    case .candidate(let candidate, _): candidate.model
    case .card(let registry, let model, _): model.map { ModelName(registry: registry, model: $0) }
    case .organization, .member, .team, .registry, .blobPurged, .file: nil
    }
  }

  /// The version that it is about; nil for what is about none, or about an alias.
  package var version: VersionName? { if case .version(let version, _) = self { version } else { nil } }

  /// The alias that was set, moved, removed, protected or not; nil for what is about none.
  package var alias: String? {
    switch self {
    case .alias(let alias, _, _), .registry(_, .aliasProtected(let alias)), .registry(_, .aliasUnprotected(let alias)):
      alias
    default: nil
    }
  }

  /// True if the event is about what a reference names: a registry and all in it, a model and all in it, one version
  /// and the aliases that came to it or left it, one alias, or one candidate.
  package func isAbout(_ reference: Reference) -> Bool {
    guard registry == reference.registry else { return false }
    guard reference.model != nil else { return true }
    guard let model, model == reference.modelName else { return false }
    switch (reference.selector, self) {
    case (nil, _), (.range, _), (.latest, _): return true
    case (.version(let number), .version(let version, _)): return version.version == "\(number)"
    case (.version(let number), .alias(_, _, let change)): return change.from == number || change.to == number
    case (.alias(let wanted), .alias(let alias, _, _)): return alias == wanted
    case (.candidate(let wanted), .candidate(let candidate, _)): return candidate.id == wanted
    case (.version, _), (.alias, _), (.candidate, _): return false
    }
  }
}
