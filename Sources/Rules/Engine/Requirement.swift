import Diagnostics
import GitObjects
import Manifests

/// The least role that one part of a change takes; design, section 5.
struct Requirement {
  enum Role: Hashable, Sendable, CustomStringConvertible {
    case organizationAdmin
    case organizationMember
    case registryAdmin(String)
    case registryMember(String)

    var description: String {
      switch self {
      case .organizationAdmin: "an organization admin"
      case .organizationMember: "a member of the organization"
      case .registryAdmin(let name): "an admin of registry '\(name)'"
      case .registryMember(let name): "a member of registry '\(name)'"
      }
    }
  }

  /// What is done: "publishing Models/fraud@1.0.0".
  let action: String
  let role: Role
  let location: SourceLocation
  /// True for what is done in a registry that the change itself creates.
  private let isInNewRegistry: Bool

  /// Every requirement of a change, one a changed file.
  static func all(of change: Change) throws(GitError) -> [Requirement] {
    let deletion = try change.before?.organization()?.value?.effectiveDeletion ?? .admin
    var requirements: [Requirement] = []
    func add(_ action: String, _ role: Role, _ location: SourceLocation, isNew: Bool = false) {
      requirements.append(.init(action: action, role: role, location: location, isInNewRegistry: isNew))
    }
    let created = Set(change.registries.filter(\.isAdded).map(\.name))
    // As for who makes it visible to more people later.
    let publisher: Role =
      try change.before?.organization()?.value?.effectiveVisibility == .registryAdmin
      ? .organizationMember : .organizationAdmin
    func retirer(_ registry: String) -> Role {
      deletion == .admin ? .registryAdmin(registry) : .registryMember(registry)
    }

    for entry in change.entries {
      let path = SourceLocation(path: "\(entry.path)")
      switch LayoutPath(entry.path) {
      case .organization: add("changing the organization", .organizationAdmin, path)
      case .member(let name, _): add("changing member '\(name)'", .organizationAdmin, path)
      case .team(let name, _): add("changing team '\(name)'", .organizationAdmin, path)
      case .modelCard(let registry, _):
        add("editing a model card", .registryMember(registry), path, isNew: created.contains(registry))
      case .blob where entry.before == nil: add("adding a blob", .organizationMember, path)
      case .blob(let digest?) where try change.isMended(entry, digest): break
      case .blob: add("purging a blob", .organizationAdmin, path)
      case nil: add("changing '\(entry.path)'", .organizationAdmin, path)
      case .registry, .model, .version, .candidate: break
      }
    }
    for (digest, size) in try change.mendedSizes().sorted(by: { $0.key.hex < $1.key.hex }) {
      for registry in size.registries.sorted() {
        add("correcting the size of a blob", .registryAdmin(registry), SourceLocation(path: digest.blobPath))
      }
    }
    for registry in change.registries {
      guard let place = (registry.after ?? registry.before)?.location() else { continue }
      for (action, role) in roles(of: registry, retirer, publisher, isUnreadable: change.makesUnreadable(registry)) {
        add(action, role, place)
      }
    }
    for model in change.models {
      guard let place = (model.after ?? model.before)?.location() else { continue }
      let isListed = model.before?.value?.retired != model.after?.value?.retired && !change.makesUnreadable(model)
      let isRetiring = model.isRemoved || isListed && !model.isAdded
      let role = isRetiring ? retirer(model.name.registry) : .registryMember(model.name.registry)
      let verb = model.isAdded ? "creating" : model.isRemoved ? "retiring" : "editing"
      add("\(verb) model \(model.name)", role, place, isNew: created.contains(model.name.registry))
    }
    for version in change.versions {
      guard let place = (version.after ?? version.before)?.location() else { continue }
      let registry = version.name.model.registry
      if let alias = try change.aliasProtectingFromAdditions(version) {
        add("adding to \(version.name), which protected alias '\(alias)' names,", .registryAdmin(registry), place)
        continue
      }
      let role = version.isRemoved ? retirer(registry) : .registryMember(registry)
      let verb = version.isAdded ? "publishing" : version.isRemoved ? "retiring" : "editing"
      add("\(verb) \(version.name)", role, place, isNew: created.contains(registry))
    }
    for candidate in change.candidates {
      guard let place = (candidate.after ?? candidate.before)?.location() else { continue }
      let registry = candidate.name.model.registry
      let verb = candidate.isAdded ? "adding" : candidate.isRemoved ? "deleting" : "editing"
      add("\(verb) candidate \(candidate.name)", .registryMember(registry), place, isNew: created.contains(registry))
    }
    return requirements
  }

  private static func roles(
    of registry: ChangedManifest<String, Registry>, _ retirer: (String) -> Role, _ publisher: Role, isUnreadable: Bool
  ) -> [(String, Role)] {
    let name = registry.name
    if registry.isRemoved { return [("deleting registry '\(name)'", .organizationAdmin)] }
    // It is not known which part of it changes: whoever may change the least broke it, and another rule refuses that.
    if isUnreadable {
      return registry.isAdded
        ? [("creating registry '\(name)'", .organizationMember)]
        : [("editing registry '\(name)'", .registryMember(name))]
    }
    guard let new = registry.after?.value else { return [("changing registry '\(name)'", .registryAdmin(name))] }
    guard registry.before != nil else {
      if new.type == .core { return [("creating registry '\(name)'", .organizationAdmin)] }
      if new.visibility == .public { return [("creating public registry '\(name)'", publisher)] }
      return [("creating registry '\(name)'", .organizationMember)]
    }
    // What cannot be read gives nobody a right in it but the organization's admins.
    guard let old = registry.before?.value else { return [("changing registry '\(name)'", .registryAdmin(name))] }
    var roles: [(String, Role)] = []
    var same = old
    same.description = new.description
    same.retired = new.retired
    if same != new { roles.append(("changing registry '\(name)'", .registryAdmin(name))) }
    if old.retired != new.retired { roles.append(("retiring models of registry '\(name)'", retirer(name))) }
    if old.description != new.description {
      roles.append(("describing registry '\(name)'", .registryMember(name)))
    }
    return roles.isEmpty ? [("editing registry '\(name)'", .registryMember(name))] : roles
  }

  func isMet(by rights: Rights) throws(GitError) -> Bool {
    if rights.isOrganizationAdmin { return true }
    switch role {
    case .organizationAdmin: return false
    case .organizationMember: return rights.member != nil
    case .registryAdmin(let name):
      let role = try rights.role(in: name)
      return isInNewRegistry || role == .admin
    case .registryMember(let name):
      let role = try rights.role(in: name) ?? .restrictedViewer
      return isInNewRegistry || role >= .member
    }
  }

  /// The actor's role in words: "viewer there", "no member of it".
  func actualRole(of rights: Rights) throws(GitError) -> String {
    switch role {
    case .organizationAdmin, .organizationMember: return "a member of the organization"
    case .registryAdmin(let name), .registryMember(let name):
      return try rights.role(in: name).map { "\($0.rawValue) there" } ?? "not in it"
    }
  }

  /// Who could make or approve the change, in words.
  static func approvers(of requirements: [Requirement], in change: Change) throws(GitError) -> String {
    var names: [String] = []
    var seen: Set<Role> = []
    for requirement in requirements where seen.insert(requirement.role).inserted {
      names.append(try requirement.role.approvers(in: change))
    }
    return names.joined(separator: " and ")
  }
}

extension Requirement.Role {
  /// Who has the role, in words, with the names of those who can give it.
  func approvers(in change: Change) throws(GitError) -> String {
    switch self {
    case .organizationAdmin: return "an organization admin (\(try change.organizationAdmins()))"
    case .organizationMember: return "a member of the organization"
    case .registryAdmin(let name), .registryMember(let name):
      let role = if case .registryAdmin = self { "an admin" } else { "a member" }
      return "\(role) of registry '\(name)' (admins: \(try change.registryAdmins(name)))"
    }
  }
}

extension Change {
  /// The protected alias for whose sake only admins add to a version; nil if the change adds nothing to it, or anybody may.
  fileprivate func aliasProtectingFromAdditions(
    _ version: ChangedManifest<VersionName, ModelVersion>
  ) throws(GitError) -> String? {
    guard var old = version.before?.value, let new = version.after?.value, !makesUnreadable(version),
      let alias = try protectedAlias(naming: version.name),
      try before?.registry(version.name.model.registry)?.value?.effectiveProtectedVersions == .admin
    else { return nil }
    old.facts = try mending(old.facts)
    return VersionDifference.all(from: old, to: new).isEmpty ? nil : alias
  }
}
