import Diagnostics
import Enforcement
import Git
import RegistryStore

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

  var outcome: Outcome {
    if counts[.refused] != nil || counts[.unrecorded] != nil || !contradictions.isEmpty { return .refused }
    return record == nil || isCutOff || counts[.unverifiable] != nil ? .unverifiable : .allowed
  }

  /// What it comes to as a whole.
  enum Outcome: String {
    /// Every change is recorded, and the rules let its actor make it.
    case allowed
    /// The rules hold, but there is no record, or it or this clone does not reach back to the first change: nobody knows who acted.
    case unverifiable
    /// The rules refuse a change, a change is not in the record, or record and history contradict each other.
    case refused
  }

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
        "\(verdict.rawValue): \(number)\(verdict.remark)")
    }
    lines += notJudged.sorted { $0.key < $1.key }.map { "not judged: [\($0.key)] \($0.value)" }
    if isCutOff { lines.append("history is cut off: this is a shallow clone\nhelp: git fetch --unshallow") }
    lines.append("verdict: \(outcome == .allowed ? "every change was allowed" : outcome.rawValue)")
    return lines.map { EscapedText.line($0) + "\n" }.joined()
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  func value(_ changes: [JSONValue]) -> JSONValue {
    .object([
      "from": start.map { .string("\($0.id)") } ?? .null, "to": .string("\(end.id)"),
      "record": record.map { .string("\($0)") } ?? .null, "program": .string(Program.version),
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

extension AuditedChange.Verdict {
  /// What a number of such changes means, behind it.
  fileprivate var remark: String {
    switch self {
    case .allowed, .refused: ""
    case .unverifiable: ", whose actor nobody recorded"
    case .unrecorded: ", which bypassed the hooks, or the record was cut or fetched before them"
    }
  }
}

extension AuditedChange {
  /// A line, and the errors of a change that would have been refused.
  var text: String {
    let actor =
      entry.map { entry in
        let judged = entry.record.judgement == .netChange ? ", judged by its net change" : ""
        return "\(entry.record.actor ?? "nobody"), by \(entry.record.actorSource)\(judged)"
      } ?? "not recorded"
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
    let record = entry?.record
    func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    let errors = report.diagnostics.filter { $0.severity == .error }.map { error -> JSONValue in
      .object([
        "rule": .string(error.rule), "message": .string(error.finding.message),
        "place": .string("\(error.finding.location)"),
      ])
    }
    return .object([
      "old": text(old.map { "\($0)" }), "new": .string("\(new.id)"), "date": .string(Clock.text(secondsSince1970)),
      "verdict": .string(verdict.rawValue), "actor": text(record?.actor), "actorFrom": text(record?.actorSource),
      "judged": text(record.map { $0.judgement == .steps ? "steps" : "net-change" }),
      "program": text(record?.program), "record": text(entry.map { "\($0.commit.id)" }), "errors": .array(errors),
    ])
  }
}
