import Diagnostics
import Enforcement
import Git

/// What an audit comes to, with all that somebody else needs to repeat it.
struct AuditVerdict {
  private let start: Commit?
  private let end: Commit
  private let record: ObjectID?
  private let contradictions: [String]
  private let isCutOff: Bool
  private var counts: [AuditedChange.Verdict: Int] = [:]
  private var notJudged: [String: String] = [:]
  /// How recorded actors were known, with the number of changes.
  private var sources: [String: Int] = [:]

  init(of audit: Audit, from start: Commit?, to end: Commit, record: ObjectID?) {
    self.start = start
    self.end = end
    self.record = record
    contradictions = audit.contradictions
    isCutOff = audit.isCutOff
  }

  mutating func add(_ change: AuditedChange) {
    counts[change.verdict, default: 0] += 1
    if let source = change.entry?.record.actorSource { sources[source, default: 0] += 1 }
    // That an unrecorded actor's role is not judged is what `unverifiable` says.
    guard change.entry != nil else { return }
    for rule in change.report.notJudged { notJudged[rule.rule] = rule.reason }
  }

  var isRefused: Bool { counts[.refused] != nil || !contradictions.isEmpty }

  // MARK: Output

  var text: String {
    var lines = contradictions.map { "refused: \($0)" }
    lines.append(
      "audited \(count(counts.values.reduce(0, +), "change")) up to \(end.id)\(start.map { ", after \($0.id)" } ?? "")")
    lines.append("record: \(record.map { "\($0)" } ?? "none; git fetch origin \(PushLog.name):\(PushLog.name)")")
    for (source, number) in sources.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(count(number, "actor")) known by \(source)")
    }
    for verdict in AuditedChange.Verdict.allCases {
      guard let number = counts[verdict] else { continue }
      lines.append(
        "\(verdict.rawValue): \(number)\(verdict == .unverifiable ? ", of which nobody recorded who acted" : "")")
    }
    lines += notJudged.sorted { $0.key < $1.key }.map { "not judged: [\($0.key)] \($0.value)" }
    if isCutOff { lines.append("history is cut off: this is a shallow clone\nhelp: git fetch --unshallow") }
    lines.append(
      "verdict: \(isRefused ? "refused" : "every change was allowed\(counts[.unverifiable] == nil ? "" : ", as far as it is known who made it")")"
    )
    return lines.map { EscapedText.line($0) + "\n" }.joined()
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  func value(_ changes: [JSONValue]) -> JSONValue {
    .object([
      "from": start.map { .string("\($0.id)") } ?? .null, "to": .string("\(end.id)"),
      "record": record.map { .string("\($0)") } ?? .null, "program": .string(Program.version),
      "verdict": .string(isRefused ? "refused" : counts[.unverifiable] == nil ? "allowed" : "unverifiable"),
      "allowed": .integer(Int64(counts[.allowed] ?? 0)), "unverifiable": .integer(Int64(counts[.unverifiable] ?? 0)),
      "refused": .integer(Int64(counts[.refused] ?? 0)),
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
  /// A line, and the errors of a change that would have been refused.
  var text: String {
    let actor = entry.map { "\($0.record.actor ?? "nobody"), by \($0.record.actorSource)" } ?? "not recorded"
    let head =
      "\(verdict.rawValue)  \(Clock.text(secondsSince1970))  \(Colour.commit.paint(new.id.abbreviated))  \(EscapedText.line(actor))\n"
    guard verdict == .refused else { return head }
    let errors = report.diagnostics.filter { $0.severity == .error }
    return head
      + errors.map { error in
        EscapedText.line("  error: [\(error.rule)] \(error.finding.message)") + "\n"
          + EscapedText.line("    --> \(error.finding.location)") + "\n"
      }.joined()
  }

  var value: JSONValue {
    .object([
      "old": old.map { .string("\($0)") } ?? .null, "new": .string("\(new.id)"),
      "date": .string(Clock.text(secondsSince1970)), "verdict": .string(verdict.rawValue),
      "actor": entry?.record.actor.map { .string($0) } ?? .null,
      "actorFrom": entry.map { .string($0.record.actorSource) } ?? .null,
      "program": entry.map { .string($0.record.program) } ?? .null,
      "record": entry.map { .string("\($0.commit.id)") } ?? .null,
      "errors": .array(
        report.diagnostics.filter { $0.severity == .error }.map { error in
          .object([
            "rule": .string(error.rule), "message": .string(error.finding.message),
            "place": .string("\(error.finding.location)"),
          ])
        }),
    ])
  }
}
