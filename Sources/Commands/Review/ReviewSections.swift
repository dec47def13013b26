import Manifests
import RegistryStore

/// The parts of a review that both texts tell in the same words.
struct ReviewSections {
  let promoted: [RegistryEvent]
  let retired: [RegistryEvent]
  let changed: [RegistryEvent]

  private static let retirements: Set = [
    "version-retired", "version-yanked", "version-deprecated", "model-retired", "registry-retired", "registry-deleted",
    "alias-removed", "candidate-deleted", "member-removed", "team-deleted",
  ]

  init(_ review: Review) {
    let events = review.events.filter { $0.name != "version-published" }
    promoted = events.filter { ["alias-set", "alias-moved"].contains($0.name) }
    retired = events.filter { Self.retirements.contains($0.name) }
    changed = events.filter {
      !["alias-set", "alias-moved"].contains($0.name) && !Self.retirements.contains($0.name)
    }
  }

  /// "a patch after 1.2.0", "the first version".
  ///
  /// - Parameter shown: how the text shows a number, whose pre-release anybody words.
  static func bump(_ version: ReviewedVersion, _ shown: (String) -> String = { $0 }) -> String {
    guard let followed = version.followed, let bump = version.bump else { return "the first version" }
    let kind = version.number.isPrerelease ? "pre-release of a \(bump.rawValue) version" : "\(bump.rawValue) version"
    return "a \(kind) after \(shown("\(followed)"))"
  }

  /// "↑ 2.2 %".
  static func trend(_ comparison: Comparison) -> String {
    guard let trend = comparison.trend else { return "" }
    let arrow = trend.isRise ? "↑" : "↓"
    guard let percent = trend.percent else { return arrow }
    let tenths = (percent * 10).rounded()
    guard tenths >= 1 else { return "\(arrow) <0.1 %" }
    guard tenths < 1_000_000 else { return "\(arrow) >99999 %" }
    return "\(arrow) \(Int(tenths) / 10).\(Int(tenths) % 10) %"
  }

  static func heading(_ other: ReviewedVersion.Other) -> String {
    other.role == "follows" ? "\(other.number)" : "\(other.role) \(other.number)"
  }

  /// What a value that is not there looks like.
  static let none = "-"
}
