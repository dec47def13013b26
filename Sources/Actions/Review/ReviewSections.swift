package import Diagnostics
import Manifests
package import RegistryStore

extension Review {
  /// What could not be judged, but for who acts: the approvals tell that. An invalid change tells all of it.
  package var openQuestions: [Report.NotJudged] {
    if case .invalid = verdict { return [] }
    return report.notJudged.filter { !$0.isAboutActor }
  }
}

/// The parts of a review that its texts and its page tell in the same words.
package struct ReviewSections {
  package let retired: [RegistryEvent]
  /// What is neither told as published or promoted, nor taken away.
  package let changed: [RegistryEvent]

  package init(_ review: Review) {
    retired = review.events.filter(\.takesAway)
    changed = review.events.filter { event in
      switch event {
      case .version(_, .published), .alias(_, _, .set), .alias(_, _, .moved): false
      default: !event.takesAway
      }
    }
  }

  /// "a patch after 1.2.0", "the first version".
  ///
  /// - Parameter shown: how the text shows a number, whose pre-release anybody words.
  package static func bump(_ version: ReviewedVersion, _ shown: (String) -> String = { $0 }) -> String {
    guard let last = version.lastRelease, let bump = version.bump else {
      return version.number.isPrerelease ? "a pre-release of the first version" : "the first version"
    }
    let kind = version.number.isPrerelease ? "pre-release of a \(bump.rawValue) version" : "\(bump.rawValue) version"
    let status = version.version.status == .active ? "" : ", \(version.version.status.rawValue)"
    return "a \(kind) after \(shown("\(last)"))\(status)"
  }

  /// "↑ 2.2 %".
  package static func trend(_ comparison: Comparison) -> String {
    guard let trend = comparison.trend else { return "" }
    let arrow = trend.isRise ? "↑" : "↓"
    guard let percent = trend.percent else { return arrow }
    let tenths = (percent * 10).rounded()
    guard tenths >= 1 else { return "\(arrow) <0.1 %" }
    guard tenths < 1_000_000 else { return "\(arrow) >99999 %" }
    return "\(arrow) \(Int(tenths) / 10).\(Int(tenths) % 10) %"
  }

  package static func heading(_ other: ReviewedVersion.Other) -> String {
    other.role == .followed ? "\(other.number)" : "\(other.role.name) \(other.number)"
  }

  /// What a value that is not there looks like.
  package static let none = "-"
}

extension RegistryEvent {
  /// True if somebody can no longer use something as before.
  fileprivate var takesAway: Bool {
    switch self {
    case .member(_, .removed), .team(_, .deleted), .registry(_, .deleted), .registry(_, .retired), .model(_, .retired),
      .model(_, .removed), .version(_, .retired), .version(_, .removed), .alias(_, _, .removed),
      .candidate(_, .deleted):
      true
    case .version(_, .statusChanged(let status, _)): status != .active
    default: false
    }
  }
}
