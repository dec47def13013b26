package import Diagnostics
package import GitObjects
import ManifestCoding
import Manifests

/// The engine: runs every rule over a change and gives its findings their severity.
///
/// The same change and the same facts get the same report on a laptop, in CI and in the hook.
package enum Judge {
  /// - Throws: ``GitError`` if the repository cannot be read; findings are never errors.
  package static func judge(_ change: Change, _ facts: Facts) throws(GitError) -> Report {
    let organization =
      try change.makesOrganizationUnreadable() ? change.before?.organization() : change.after.organization()
    let policy = organization?.value?.rules ?? [:]
    var diagnostics: [Diagnostic] = []
    var notJudged: [Report.NotJudged] = []
    var previous: Change?
    for rule in Rule.all where rule.isJudged(on: change) {
      let severity = rule.severity(by: policy)
      guard severity != .ignore else { continue }
      var found = Findings()
      try rule.check(change, facts, &found)
      if let reason = found.lacking {
        notJudged.append(.init(rule: rule.id, reason: reason, isAboutActor: found.lacksActor))
      }
      var findings = found.findings
      if !findings.isEmpty, rule.scope == .snapshot, change.isTransition, let before = change.before {
        if previous == nil { previous = try change.asItWas(before) }
        var known = Findings()
        if let previous { try rule.check(previous, facts, &known) }
        // One for one: a second violation of the same kind is new.
        var counts = Dictionary(known.findings.map { (FindingKey($0), 1) }, uniquingKeysWith: +)
        findings.removeAll { finding in
          guard let count = counts[FindingKey(finding)], count > 0 else { return false }
          counts[FindingKey(finding)] = count - 1
          return true
        }
      }
      let effective = rule.isAboutActor && facts.actor.isAdvisory ? min(severity, .warning) : severity
      diagnostics += findings.map { Diagnostic(rule: rule.id, severity: effective, finding: $0) }
    }
    return Report(diagnostics: diagnostics, notJudged: notJudged)
  }
}

extension Judge {
  /// One report of parts that were judged apart, in their order.
  package static func merged(_ parts: [Report]) -> Report {
    var diagnostics: [Diagnostic] = []
    var counts: [String: Int] = [:]
    for diagnostic in parts.lazy.flatMap(\.diagnostics) {
      let count = counts[diagnostic.rule, default: 0]
      counts[diagnostic.rule] = count + 1
      if count < Findings.limit {
        diagnostics.append(diagnostic)
      } else if count == Findings.limit {
        diagnostics.append(
          Diagnostic(
            rule: diagnostic.rule, severity: diagnostic.severity,
            finding: Findings.excess(at: diagnostic.finding.location)))
      }
    }
    return Report(diagnostics: diagnostics, notJudged: Array(Set(parts.flatMap(\.notJudged))))
  }
}

extension Judge {
  /// Judges the references of a push alone, if it changes nothing that is protected, or too much to look at.
  package static func judge(_ push: Push) throws(GitError) -> Report {
    try judge(.push, Facts(actor: .unknown, push: push))
  }

  /// Judges what a proposed merge is made of, apart from what it changes.
  ///
  /// - Parameter snapshot: what it would make of the registry, whose policy sets severities; nil if git cannot make it.
  package static func judge(_ merge: Merge, making snapshot: (any Snapshot)? = nil) throws(GitError) -> Report {
    let policy = try snapshot?.organization()?.value?.rules ?? [:]
    return try judge(.merge, Facts(actor: .unknown, merge: merge), policy)
  }

  private static func judge(
    _ scope: Rule.Scope, _ facts: Facts, _ policy: [String: String] = [:]
  ) throws(GitError) -> Report {
    let nothing = try Change(from: nil, to: NoSnapshot(), entries: [], isTransition: false)
    var diagnostics: [Diagnostic] = []
    for rule in Rule.all where rule.scope == scope {
      let severity = rule.severity(by: policy)
      guard severity != .ignore else { continue }
      var found = Findings()
      try rule.check(nothing, facts, &found)
      diagnostics += found.findings.map { Diagnostic(rule: rule.id, severity: severity, finding: $0) }
    }
    return Report(diagnostics: diagnostics, notJudged: [])
  }
}

extension Rule {
  /// The severity that `policy.rules` of an organization gives the rule, if it may.
  fileprivate func severity(by policy: [String: String]) -> Severity {
    isAdjustable ? policy[id].flatMap(Severity.init) ?? severity : severity
  }

  /// The references of a push, and a merge, are judged apart.
  fileprivate func isJudged(on change: Change) -> Bool {
    switch scope {
    case .snapshot: true
    case .transition: change.isTransition
    case .push, .merge: false
    }
  }
}

/// The snapshot of nothing.
private final class NoSnapshot: Snapshot {
  let memory = SnapshotMemory()

  func entry(at path: RepositoryPath) throws(GitError) -> TreeEntry? { nil }
  func entries(in folder: RepositoryPath?) throws(GitError) -> [TreeEntry] { [] }
  func sizeInBytes(of blob: ObjectID) throws(GitError) -> Int { 0 }
  func content(of blob: ObjectID) throws(GitError) -> [UInt8] { [] }
  func content(of blob: ObjectID, atMost sizeInBytes: Int) throws(GitError) -> [UInt8]? { [] }
  func manifest<Value: Manifest>(_ type: Value.Type, at stem: String) throws(GitError) -> LoadedManifest<Value>? { nil }
}

extension Change {
  /// The same files in the snapshot before: what was wrong there already does not block the change.
  fileprivate func asItWas(_ before: any Snapshot) throws(GitError) -> Change {
    let entries = entries.compactMap {
      $0.before == nil ? nil : TreeChange(path: $0.path, before: nil, after: $0.before)
    }
    return try Change(from: nil, to: before, entries: entries, isTransition: false, isLookingBack: true)
  }
}

/// What a finding has in common with the same one on another line.
private struct FindingKey: Hashable {
  let message: String
  let path: String

  init(_ finding: Finding) {
    message = finding.message
    path = finding.location.path
  }
}

extension Severity: Comparable {
  /// An error weighs most.
  package static func < (left: Severity, right: Severity) -> Bool {
    let order: [Severity] = [.ignore, .warning, .error]
    return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
  }
}
