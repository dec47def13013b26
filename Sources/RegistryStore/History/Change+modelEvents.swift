import Git
import ManifestCoding
import Manifests
import Rules

extension Change {
  /// Of every model: its creation, what was published and changed in it, then its aliases, which name what was published.
  var modelEvents: [RegistryEvent] {
    let names = Set(models.map(\.name)).union(versions.map(\.name.model)).union(candidates.map(\.name.model))
    let changes = Dictionary(uniqueKeysWithValues: models.map { ($0.name, $0) })
    let numbers = Dictionary(grouping: versions, by: \.name.model)
    let runs = Dictionary(grouping: candidates, by: \.name.model)
    return names.sorted().flatMap { name in
      let model = changes[name]
      // A retired model's versions and candidates went with it.
      if model?.isRemoved == true { return Self.removal(of: name, in: registries) }
      let published = (numbers[name] ?? []).sorted { $0.name.order < $1.name.order }
      let retired = Set((model?.after?.value?.retired ?? []).map(\.description))
      let lost = published.filter { $0.isRemoved && !retired.contains($0.name.version) }.map { version in
        Self.event(
          "version-removed", "removed \(name) \(version.name.version)", name, [("version", version.name.version)])
      }
      return (model.map(Self.creation) ?? []) + lost + published.flatMap(Self.events)
        + (runs[name] ?? []).flatMap { Self.events(of: $0, publishing: published) } + (model.map(Self.edits) ?? [])
    }
  }

  /// Nothing if the registry's list of retired models says so already.
  private static func removal(
    of name: ModelName, in registries: [ChangedManifest<String, Registry>]
  ) -> [RegistryEvent] {
    let registry = registries.first { $0.name == name.registry }
    if registry?.isRemoved == true || registry?.after?.value?.retired.contains(name.model) == true { return [] }
    return [event("model-removed", "removed model \(name)", name)]
  }

  private static func creation(of model: ChangedManifest<ModelName, Model>) -> [RegistryEvent] {
    model.isAdded ? [event("model-created", "created model \(model.name)", model.name)] : []
  }

  private static func edits(of model: ChangedManifest<ModelName, Model>) -> [RegistryEvent] {
    let name = model.name
    guard let new = model.after?.value else { return [] }
    let old = model.before?.value ?? Model()
    var events = new.retired.filter { !old.retired.contains($0) }.map {
      event("version-retired", "retired \(name) \($0)", name, [("version", "\($0)")])
    }
    for alias in Set(old.aliases.keys).union(new.aliases.keys).sorted() {
      let (from, to) = (old.aliases[alias], new.aliases[alias])
      guard from != to else { continue }
      let parts = [("alias", alias), ("from", from?.description), ("to", to?.description)]
      let (verb, predicate) =
        switch (from, to) {
        case (let from?, let to?): ("moved", "moved \(alias) \(from) → \(to) in \(name)")
        case (nil, let to?): ("set", "set \(alias) to \(to) in \(name)")
        case (let from, nil): ("removed", "removed \(alias) from \(name), was \(from?.description ?? "")")
        }
      events.append(event("alias-\(verb)", predicate, name, parts))
    }
    let fields = model.isAdded ? [] : model.changedFields.filter { $0 != "aliases" && $0 != "retired" }
    if !fields.isEmpty {
      events.append(event("model-edited", "edited model \(name)\(list(fields))", name, [("fields", joined(fields))]))
    }
    return events
  }

  private static func events(of version: ChangedManifest<VersionName, ModelVersion>) -> [RegistryEvent] {
    let (name, number) = (version.name.model, version.name.version)
    func told(_ event: String, _ verb: String, _ rest: String, _ more: [(String, String?)] = []) -> RegistryEvent {
      self.event(event, "\(verb) \(name) \(number)\(rest)", name, [("version", number)] + more)
    }
    guard let new = version.after?.value else { return [] }
    guard let old = version.before?.value else {
      let from = new.candidate.map { " from candidate \($0)" } ?? ""
      return [told("version-published", "published", from, [("candidate", new.candidate)])]
    }
    var events: [RegistryEvent] = []
    if old.status != new.status {
      let (event, verb) =
        switch new.status {
        case .active: ("version-restored", "restored")
        case .deprecated: ("version-deprecated", "deprecated")
        case .yanked: ("version-yanked", "yanked")
        }
      let reason = new.statusReason.map { ": \($0)" } ?? ""
      events.append(told(event, verb, reason, [("reason", new.statusReason)]))
    } else if old.statusReason != new.statusReason {
      let reason = new.statusReason.map { ": \($0)" } ?? ": none"
      let predicate = "gave a new reason why \(name) \(number) is \(new.status.rawValue)\(reason)"
      events.append(self.event("reason-changed", predicate, name, [("version", number), ("reason", new.statusReason)]))
    }
    let fields = version.changedFields.filter { $0 != "status" && $0 != "statusReason" }
    if !fields.isEmpty { events.append(told("version-edited", "edited", list(fields), [("fields", joined(fields))])) }
    return events
  }

  /// - Parameter published: the versions of the model that changed; a promotion is reported with the version.
  private static func events(
    of candidate: ChangedManifest<CandidateName, ModelCandidate>,
    publishing published: [ChangedManifest<VersionName, ModelVersion>]
  ) -> [RegistryEvent] {
    let (name, id) = (candidate.name.model, candidate.name.id)
    if published.contains(where: { $0.isAdded && $0.after?.value?.candidate == id }), !candidate.isAdded { return [] }
    let (event, verb) =
      candidate.isAdded
      ? ("candidate-created", "added")
      : candidate.isRemoved ? ("candidate-deleted", "deleted") : ("candidate-edited", "edited")
    let fields = event == "candidate-edited" ? candidate.changedFields : []
    let predicate = "\(verb) candidate \(id) of \(name)\(list(fields))"
    return [self.event(event, predicate, name, [("candidate", id), ("fields", joined(fields))])]
  }

  private static func event(
    _ event: String, _ predicate: String, _ model: ModelName, _ more: [(String, String?)] = []
  ) -> RegistryEvent {
    RegistryEvent(event, predicate, [("registry", model.registry), ("model", model.model)] + more)
  }
}

extension VersionName {
  /// By precedence; what is not semantic comes first.
  fileprivate var order: VersionSortKey { VersionSortKey(version: semantic, text: version) }
}

private struct VersionSortKey: Comparable {
  let version: SemanticVersion?
  let text: String

  static func < (left: VersionSortKey, right: VersionSortKey) -> Bool {
    switch (left.version, right.version) {
    case (let one?, let two?): one < two
    case (nil, nil): left.text < right.text
    case (let one, _): one == nil
    }
  }
}
