import Diagnostics
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// A registry repository at one commit, as commands look things up in it: what is not there ends the command with a
/// message that names what is near.
struct RegistryReader {
  let repository: Repository
  let commit: Commit
  let snapshot: CommitSnapshot
  /// What `--at DATE` went by; nil for another commit than a date's.
  let basis: Timeline.Basis?

  /// - Parameter references: for a partial clone, what will be asked for; see ``bring(_:)``.
  init(
    _ repository: Repository, commit: Commit, basis: Timeline.Basis? = nil, bringing references: [Reference]? = nil
  ) throws {
    self.repository = repository
    self.commit = commit
    self.basis = basis
    snapshot = CommitSnapshot(repository, tree: commit.tree, refusingNewer: true)
    guard try snapshot.isRegistry else { throw CommandFailure.noRegistry() }
    try references.map { try bring($0) }
    // Whoever reads anything knows what form all of it has.
    _ = try snapshot.organization()
  }

  /// What HEAD has, where that is another commit.
  func headSnapshot() throws -> CommitSnapshot? {
    let head = try Place.head(of: repository)
    return head.id == commit.id ? nil : try .forReading(repository, tree: head.tree)
  }
}

/// Look-ups that name what is near where there is nothing.
struct Finder {
  let snapshot: CommitSnapshot

  /// Ends the command where a reference names nothing.
  func require(_ reference: Reference) throws {
    guard let model = reference.modelName else { return _ = try registry(reference.registry) }
    _ = try self.model(model)
    try reference.selector.map { _ = try number($0, of: model) }
  }

  func organization() throws -> Organization { try value(snapshot.organization(), "the organization") }

  func registry(_ name: String) throws -> Registry {
    if let found = try snapshot.registry(name) { return try value(found, "registry '\(name)'") }
    throw Self.missing("there is no registry '\(name)'", name, try snapshot.registryNames())
  }

  /// The same for a command that adds to a model: a name that nothing is near of is most likely a new one.
  func modelToAddTo(_ name: ModelName) throws -> Model {
    let known = try registry(name.registry).status == .active ? snapshot.modelNames(in: name.registry) : []
    guard try snapshot.model(name) == nil, Suggestion.nearest(to: name.model, among: known) == nil else {
      return try model(name)
    }
    if try registry(name.registry).retired.contains(name.model) { return try model(name) }
    throw CommandFailure("there is no model '\(name)'\nhelp: git registry model create \(name)")
  }

  func model(_ name: ModelName) throws -> Model {
    if let found = try snapshot.model(name) { return try value(found, "model '\(name)'") }
    if try registry(name.registry).retired.contains(name.model) {
      throw CommandFailure("model '\(name)' was retired\nhelp: --at REV shows it as it was")
    }
    throw Self.missing("there is no model '\(name)'", name.model, try snapshot.modelNames(in: name.registry))
  }

  func member(_ name: String) throws -> Member {
    if let found = try snapshot.member(name) { return try value(found, "member '\(name)'") }
    throw Self.missing("there is no member '\(name)'", name, try snapshot.memberNames())
  }

  func team(_ name: String) throws -> Team {
    if let found = try snapshot.team(name) { return try value(found, "team '\(name)'") }
    throw Self.missing("there is no team '\(name)'", name, try snapshot.teamNames())
  }

  /// A member by name or e-mail address.
  func memberName(_ who: String) throws -> String {
    if let name = try Rights.memberName(who, in: snapshot) { return name }
    throw Self.missing("there is no member '\(who)'", who, try snapshot.memberNames())
  }

  /// The number that a selector means.
  func number(_ selector: Reference.Selector, of model: ModelName) throws -> SemanticVersion {
    let value = try self.model(model)
    switch selector {
    case .version(let wanted):
      if try snapshot.version("\(wanted)", of: model) != nil { return wanted }
      let versions = try snapshot.versions(of: model)
      // A version is found without its build metadata too.
      if wanted.build.isEmpty, let twin = versions.last(where: { $0.hasSamePrecedence(as: wanted) }) { return twin }
      if value.retired.contains(where: { $0.hasSamePrecedence(as: wanted) }) {
        throw CommandFailure("version \(wanted) of \(model) was retired\nhelp: --at REV shows it as it was")
      }
      throw Self.missing(
        "there is no version \(wanted) of \(model)", "\(wanted)", versions.reversed().map(\.description))
    case .alias(let alias):
      if let number = value.aliases[alias] { return number }
      throw Self.missing("model \(model) has no alias '\(alias)'", alias, value.aliases.keys.sorted())
    case .range(let range):
      for number in try snapshot.versions(of: model).reversed() where range.contains(number) {
        if try snapshot.version("\(number)", of: model)?.value?.status != .yanked { return number }
      }
      throw CommandFailure("model \(model) has no version in '\(range)' that is not yanked")
    case .latest:
      if let number = try latest(of: model) { return number }
      throw CommandFailure("model \(model) has no version that is neither a pre-release nor yanked")
    }
  }

  /// The highest version that is neither a pre-release nor yanked.
  func latest(of model: ModelName) throws -> SemanticVersion? {
    for number in try snapshot.versions(of: model).reversed() where !number.isPrerelease {
      if try snapshot.version("\(number)", of: model)?.value?.status != .yanked { return number }
    }
    return nil
  }

  func candidate(_ id: String, of model: ModelName) throws -> ModelCandidate {
    if let found = try snapshot.candidate(id, of: model) { return try value(found, "candidate '\(id)' of \(model)") }
    _ = try self.model(model)
    throw Self.missing("there is no candidate '\(id)' of \(model)", id, try snapshot.candidateNames(of: model))
  }

  func version(_ number: SemanticVersion, of model: ModelName) throws -> ModelVersion {
    guard let found = try snapshot.version("\(number)", of: model) else {
      throw CommandFailure("there is no version \(number) of \(model)")
    }
    return try value(found, "version \(model)@\(number)")
  }

  private func value<Value>(_ manifest: LoadedManifest<Value>?, _ what: String) throws -> Value {
    if let value = manifest?.value { return value }
    let path = manifest.map { "\($0.path)" } ?? "its manifest"
    throw CommandFailure("\(what) cannot be read: \(path) is invalid\nhelp: git registry validate tells why")
  }

  /// Removes tags that must be there.
  static func remove(_ keys: [String], from tags: inout [String: String], of what: String) throws {
    for key in keys where tags.removeValue(forKey: key) == nil {
      throw missing("\(what) has no tag '\(key)'", key, tags.keys.sorted())
    }
  }

  static func missing(_ message: String, _ name: String, _ known: [String]) -> CommandFailure {
    let help = Suggestion.help(for: name, among: known).map { "\nhelp: \($0)" } ?? ""
    return CommandFailure(message + help)
  }
}

extension RegistryReader {
  var find: Finder { Finder(snapshot: snapshot) }
}
