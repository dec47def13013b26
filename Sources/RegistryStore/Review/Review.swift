package import Diagnostics
package import Git
import Manifests
package import Rules

/// What a change means for those who use its models, and whether a person must look at it.
package struct Review {
  package let report: Report
  package let events: [RegistryEvent]
  /// The versions that the change publishes, by model and number.
  package let published: [ReviewedVersion]
  /// The aliases that it sets or moves, by model and alias.
  package let promoted: [Promotion]
  /// Whose approval it needs, each in a phrase.
  package let approvals: [String]
  package let verdict: Verdict

  package struct Promotion {
    package let alias: String
    package let isProtected: Bool
    /// Compared with the version that the alias named.
    package let version: ReviewedVersion
    /// True if the change publishes the version too, and compares it with the same one there.
    package let isToldAsPublished: Bool
  }

  /// The alias that people run; design, section 3.
  package static let productionAlias = "production"

  /// - Parameters:
  ///   - outside: files that the merge changes outside the registry's folder.
  ///   - isActorKnown: true if the report says whether the actor may do it, so that nobody else must approve.
  package init(of change: Change, report: Report, outside: [RepositoryPath] = [], isActorKnown: Bool = false) throws {
    self.report = report
    events = try change.events()
    published = try Self.published(by: change)
    promoted = try Self.promoted(by: change, published)
    approvals = isActorKnown ? [] : try change.neededApprovals()
    verdict = try Verdict(of: change, report, published, events, outside)
  }

  /// Warnings that are not reasons for the verdict.
  package var remarks: [Verdict.Reason] {
    if case .invalid = verdict { return [] }
    return report.diagnostics.filter(Verdict.isRemark).map { Verdict.Reason(of: $0.finding) }
  }

  /// True if merging changes nothing of the registry.
  package var isEmpty: Bool { events.isEmpty && published.isEmpty }

  /// The review of what cannot even be merged.
  package init(refused report: Report) {
    self.report = report
    (events, published, promoted, approvals, verdict) = ([], [], [], [], .invalid)
  }

  private static func published(by change: Change) throws -> [ReviewedVersion] {
    var reviewed: [ReviewedVersion] = []
    // Sorted, once a model: a change may publish thousands of one.
    var known: [ModelName: (before: [SemanticVersion], after: [SemanticVersion], releases: [SemanticVersion])] = [:]
    for changed in change.versions where changed.isAdded {
      guard let manifest = changed.after, let version = manifest.value, let number = changed.name.semantic else {
        continue
      }
      let model = changed.name.model
      if known[model] == nil {
        let after = try change.after.versions(of: model)
        known[model] = (try change.before?.versions(of: model) ?? [], after, after.filter { !$0.isPrerelease })
      }
      guard let numbers = known[model] else { continue }
      func other(
        _ role: ReviewedVersion.Other.Role, _ number: SemanticVersion?, _ snapshot: (any Snapshot)?
      ) throws(GitError) -> ReviewedVersion.Other? {
        guard let number, let value = try snapshot?.version("\(number)", of: model)?.value else { return nil }
        return .init(role: role, number: number, version: value)
      }
      let aliases = try change.before?.model(model)?.value?.aliases ?? [:]
      let production = try other(.alias(productionAlias), aliases[anyCase: productionAlias], change.before)
      let followed = try other(
        .followed, predecessor(of: number, among: numbers.after), change.after)
      let published = try production ?? other(.followed, predecessor(of: number, among: numbers.before), change.before)
      let others = [followed, production?.number == followed?.number ? nil : production].compactMap { $0 }
      reviewed.append(
        try ReviewedVersion(
          model, number, manifest, version, others: others, current: published,
          lastRelease: predecessor(of: number, among: numbers.releases),
          claim: change.claim(of: number, of: model, version), before: change.before))
    }
    return reviewed.sorted { ($0.model, $0.number) < ($1.model, $1.number) }
  }

  /// The last of sorted numbers that comes before one.
  private static func predecessor(of number: SemanticVersion, among numbers: [SemanticVersion]) -> SemanticVersion? {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle].precedes(number) { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : numbers[low - 1]
  }

  private static func promoted(by change: Change, _ published: [ReviewedVersion]) throws -> [Promotion] {
    var promoted: [Promotion] = []
    for model in change.models {
      let (old, new) = (model.before?.value?.aliases ?? [:], model.after?.value?.aliases ?? [:])
      let protected = try change.before?.registry(model.name.registry)?.value?.protectedAliases ?? []
      for (alias, number) in new.sorted(by: { $0.key < $1.key }) where old[anyCase: alias] != number {
        guard let manifest = try change.after.version("\(number)", of: model.name), let version = manifest.value else {
          continue
        }
        let other = try old[anyCase: alias].flatMap { from in
          try change.after.version("\(from)", of: model.name)?.value.map {
            ReviewedVersion.Other(role: .alias(alias), number: from, version: $0)
          }
        }
        let reviewed = try ReviewedVersion(
          model.name, number, manifest, version, others: other.map { [$0] } ?? [], before: change.before)
        let isProtected = protected.contains { $0.lowercased() == alias.lowercased() }
        let isTold = published.contains { known in
          known.model == model.name && known.number == number
            && known.others.contains { $0.number == reviewed.others.first?.number }
        }
        promoted.append(
          Promotion(alias: alias, isProtected: isProtected, version: reviewed, isToldAsPublished: isTold))
      }
    }
    return promoted
  }
}

extension [String: SemanticVersion] {
  /// The version that an alias names: names that differ only in case are one name.
  fileprivate subscript(anyCase alias: String) -> SemanticVersion? {
    self[alias] ?? first { $0.key.lowercased() == alias.lowercased() }?.value
  }
}
