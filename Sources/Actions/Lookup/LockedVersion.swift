package import Diagnostics
import ManifestCoding
package import Manifests
import RegistryStore
import Rules

/// An entry of a lock file beside what the registry has now.
package struct LockedVersion {
  package let entry: LockFile.Entry
  /// What the reference means now; nil if it means nothing.
  package let now: SemanticVersion?
  /// `active`, `deprecated`, `yanked`, or `gone` if it was retired or its model is not there.
  package let status: String
  /// Why it is deprecated, yanked or gone; nil if nobody says.
  package let reason: String?
  /// Higher than the locked one, lowest first.
  package let newer: [Newer]

  package struct Newer {
    package let number: SemanticVersion
    package let needs: NeedsText
    /// True if the reference may mean it.
    package let isInRange: Bool
    /// True if its callers need not change.
    package let isSafe: Bool
  }

  private static let gone = "gone"

  /// True if nobody should go on with the locked version.
  package var isUnusable: Bool { status == VersionStatus.yanked.rawValue || status == Self.gone }

  package var safe: Newer? { newer.last { $0.isSafe && $0.isInRange } }
  package var safeBeyond: Newer? { newer.last { $0.isSafe && !$0.isInRange } }
  package var breaking: Newer? { newer.last { !$0.isSafe } }

  package init(_ entry: LockFile.Entry, in reader: RegistryReader) throws {
    self.entry = entry
    let locked = try reader.snapshot.version("\(entry.version)", of: entry.model)?.value
    let model = try reader.snapshot.model(entry.model)?.value
    status = locked?.status.rawValue ?? Self.gone
    reason =
      locked == nil
      ? "it was retired\(model == nil ? " with its model" : ""); --at \(entry.commit.prefix(10)) shows it as it was"
      : locked?.statusReason
    guard model != nil else {
      (now, newer) = (nil, [])
      return
    }
    let selector = entry.reference.selector
    let meant = try selector.flatMap { selector in try Self.meaning(of: selector, entry.model, reader.find) }
    now = meant
    var newer: [Newer] = []
    for number in try reader.snapshot.versions(of: entry.model) where entry.version.precedes(number) {
      guard let locked, let version = try reader.snapshot.version("\(number)", of: entry.model)?.value,
        version.status != .yanked
      else { continue }
      let isInRange = Self.mayMean(selector, number, meant)
      // A pre-release is for those who ask for it.
      guard !number.isPrerelease || isInRange else { continue }
      newer.append(Newer(number, version, isInRange: isInRange, after: entry.version, locked))
    }
    self.newer = newer
  }

  /// Nil if there is no such alias, or nothing in the range.
  private static func meaning(
    of selector: Reference.Selector, _ model: ModelName, _ find: RegistryLookup
  ) throws -> SemanticVersion? {
    do { return try find.number(selector, of: model) } catch is ActionFailure { return nil }
  }

  private static func mayMean(
    _ selector: Reference.Selector?, _ number: SemanticVersion, _ meant: SemanticVersion?
  ) -> Bool {
    switch selector {
    case .range(let range): range.contains(number)
    case .latest: !number.isPrerelease
    case .alias: number == meant
    case .version, .candidate, nil: false
    }
  }

  package var value: JSONValue {
    func text(_ number: SemanticVersion?) -> JSONValue { number.map { .string("\($0)") } ?? .null }
    return .object([
      "reference": .string("\(entry.reference)"), "registry": .string(entry.model.registry),
      "model": .string(entry.model.model), "version": .string("\(entry.version)"), "status": .string(status),
      "statusReason": reason.map { .string($0) }, "now": text(now), "safe": text(safe?.number),
      "safeBeyond": text(safeBeyond?.number), "needsChanges": text(breaking?.number),
      "newer": .array(
        newer.map { newer in
          .object([
            "version": .string("\(newer.number)"), "inRange": .boolean(newer.isInRange),
            "safe": .boolean(newer.isSafe), "needs": newer.needs.value,
          ])
        }),
    ])
  }
}

extension LockedVersion.Newer {
  fileprivate init(
    _ number: SemanticVersion, _ version: ModelVersion, isInRange: Bool, after old: SemanticVersion,
    _ locked: ModelVersion
  ) {
    let compatibility = Compatibility(from: ModelInterface(locked.facts), to: ModelInterface(version.facts))
    self.number = number
    self.isInRange = isInRange
    needs = NeedsText(compatibility, from: "\(old)", to: "\(number)")
    // What is not recorded is believed as the number tells it.
    isSafe =
      compatibility.leastBump < .major
      && (compatibility.gaps.isEmpty || number.promise(since: old) < .major)
  }
}
