package import Diagnostics
package import Enforcement
package import Git
import ManifestCoding
import RegistryStore

/// What an audit comes to, with all that somebody else needs to repeat it.
package struct AuditVerdict {
  package let start: Commit?
  package let end: Commit
  package let record: ObjectID?
  package let contradictions: [String]
  package let isCutOff: Bool
  package private(set) var counts: [AuditedChange.Verdict: Int] = [:]
  package private(set) var notJudged: [String: String] = [:]
  /// How recorded actors were known, with the number of changes.
  package private(set) var sources: [String: Int] = [:]

  package init(of audit: Audit, from start: Commit?, to end: Commit, record: ObjectID?) {
    self.start = start
    self.end = end
    self.record = record
    contradictions = audit.contradictions
    isCutOff = audit.isCutOff
  }

  package mutating func add(_ change: AuditedChange) {
    counts[change.verdict, default: 0] += 1
    if let source = change.entry?.record.actorSource { sources[source, default: 0] += 1 }
    // That an unrecorded actor's role is not judged is what `unverifiable` says.
    guard change.entry != nil else { return }
    for rule in change.report.notJudged { notJudged[rule.rule] = rule.reason }
  }

  package var outcome: Outcome {
    if counts[.refused] != nil || counts[.unrecorded] != nil || !contradictions.isEmpty { return .refused }
    return record == nil || isCutOff || counts[.unverifiable] != nil ? .unverifiable : .allowed
  }

  /// What it comes to as a whole.
  package enum Outcome: String {
    /// Every change is recorded, and the rules let its actor make it.
    case allowed
    /// The rules hold, but there is no record, or it or this clone does not reach back to the first change: nobody knows who acted.
    case unverifiable
    /// The rules refuse a change, a change is not in the record, or record and history contradict each other.
    case refused
  }

  /// - Parameter program: the version of the program that judged.
  package func value(_ changes: [JSONValue], program: String) -> JSONValue {
    .object([
      "from": start.map { .string("\($0.id)") } ?? .null, "to": .string("\(end.id)"),
      "record": record.map { .string("\($0)") } ?? .null, "program": .string(program),
      "verdict": .string(outcome.rawValue),
      "allowed": .integer(Int64(counts[.allowed] ?? 0)), "unverifiable": .integer(Int64(counts[.unverifiable] ?? 0)),
      "unrecorded": .integer(Int64(counts[.unrecorded] ?? 0)), "refused": .integer(Int64(counts[.refused] ?? 0)),
      "contradictions": .array(contradictions.map { .string($0) }),
      "notJudged": .array(
        notJudged.sorted { $0.key < $1.key }.map {
          .object(["rule": .string($0.key), "reason": .string($0.value)])
        }),
      "isCutOff": .boolean(isCutOff), "changes": .array(changes),
    ])
  }
}

extension AuditedChange {
  /// A change as programs read it.
  package var value: JSONValue {
    let record = entry?.record
    func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    let errors = report.diagnostics.filter { $0.severity == .error }.map { error -> JSONValue in
      .object([
        "rule": .string(error.rule), "message": .string(error.finding.message),
        "place": .string("\(error.finding.location)"),
      ])
    }
    return .object([
      "old": text(old.map { "\($0)" }), "new": .string("\(new.id)"), "date": .string(Timestamp.text(secondsSince1970)),
      "verdict": .string(verdict.rawValue), "actor": text(record?.actor), "actorFrom": text(record?.actorSource),
      "judged": text(record.map { $0.judgement == .steps ? "steps" : "net-change" }),
      "program": text(record?.program), "record": text(entry.map { "\($0.commit.id)" }), "errors": .array(errors),
    ])
  }
}
