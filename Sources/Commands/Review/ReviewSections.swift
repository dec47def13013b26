import Diagnostics
import Manifests
import RegistryStore

extension Review {
  /// What could not be judged, but for who acts: the approvals tell that. An invalid change tells all of it.
  var openQuestions: [Report.NotJudged] {
    if case .invalid = verdict { return [] }
    return report.notJudged.filter { !$0.isAboutActor }
  }
}

/// The parts of a review that both texts tell in the same words.
struct ReviewSections {
  let promoted: [RegistryEvent]
  let retired: [RegistryEvent]
  let changed: [RegistryEvent]

  private static func isRetirement(_ event: RegistryEvent) -> Bool {
    ["-retired", "-yanked", "-deprecated", "-deleted", "-removed"].contains { event.name.hasSuffix($0) }
  }

  init(_ review: Review) {
    let events = review.events.filter { $0.name != "version-published" }
    promoted = events.filter { ["alias-set", "alias-moved"].contains($0.name) }
    retired = events.filter(Self.isRetirement)
    changed = events.filter {
      !["alias-set", "alias-moved"].contains($0.name) && !Self.isRetirement($0)
    }
  }

  /// "a patch after 1.2.0", "the first version".
  ///
  /// - Parameter shown: how the text shows a number, whose pre-release anybody words.
  static func bump(_ version: ReviewedVersion, _ shown: (String) -> String = { $0 }) -> String {
    guard let last = version.lastRelease, let bump = version.bump else {
      return version.number.isPrerelease ? "a pre-release of the first version" : "the first version"
    }
    let kind = version.number.isPrerelease ? "pre-release of a \(bump.rawValue) version" : "\(bump.rawValue) version"
    let status = version.version.status == .active ? "" : ", \(version.version.status.rawValue)"
    return "a \(kind) after \(shown("\(last)"))\(status)"
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
