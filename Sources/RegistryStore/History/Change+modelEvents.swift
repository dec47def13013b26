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
        RegistryEvent.version(version.name, .removed)
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
    return [.model(name, .removed)]
  }

  private static func creation(of model: ChangedManifest<ModelName, Model>) -> [RegistryEvent] {
    model.isAdded ? [.model(model.name, .created)] : []
  }

  private static func edits(of model: ChangedManifest<ModelName, Model>) -> [RegistryEvent] {
    let name = model.name
    guard let new = model.after?.value else { return [] }
    let old = model.before?.value ?? Model()
    var events = new.retired.filter { !old.retired.contains($0) }.map { number in
      RegistryEvent.version(VersionName(model: name, version: "\(number)"), .retired)
    }
    for alias in Set(old.aliases.keys).union(new.aliases.keys).sorted() {
      switch (old.aliases[alias], new.aliases[alias]) {
      case (let from?, let to?) where from != to: events.append(.alias(alias, of: name, .moved(from: from, to: to)))
      case (nil, let to?): events.append(.alias(alias, of: name, .set(to: to)))
      case (let from?, nil): events.append(.alias(alias, of: name, .removed(from: from)))
      default: continue
      }
    }
    let fields = model.isAdded ? [] : model.changedFields.filter { $0 != "aliases" && $0 != "retired" }
    if !fields.isEmpty { events.append(.model(name, .edited(fields))) }
    return events
  }

  private static func events(of version: ChangedManifest<VersionName, ModelVersion>) -> [RegistryEvent] {
    guard let new = version.after?.value else { return [] }
    guard let old = version.before?.value else {
      return [.version(version.name, .published(candidate: new.candidate))]
    }
    var events: [RegistryEvent] = []
    if old.status != new.status {
      events.append(.version(version.name, .statusChanged(to: new.status, reason: new.statusReason)))
    } else if old.statusReason != new.statusReason {
      events.append(.version(version.name, .reasonChanged(new.status, reason: new.statusReason)))
    }
    let fields = version.changedFields.filter { $0 != "status" && $0 != "statusReason" }
    if !fields.isEmpty { events.append(.version(version.name, .edited(fields))) }
    return events
  }

  /// - Parameter published: the versions of the model that changed; a promotion is reported with the version.
  private static func events(
    of candidate: ChangedManifest<CandidateName, ModelCandidate>,
    publishing published: [ChangedManifest<VersionName, ModelVersion>]
  ) -> [RegistryEvent] {
    let (name, id) = (candidate.name, candidate.name.id)
    if candidate.isAdded { return [.candidate(name, .created)] }
    if published.contains(where: { $0.isAdded && $0.after?.value?.candidate == id }) { return [] }
    return [.candidate(name, candidate.isRemoved ? .deleted : .edited(candidate.changedFields))]
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
