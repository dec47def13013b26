import Actions
import Diagnostics
import Enforcement
import Git
import RegistryStore

extension AuditVerdict {
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
}
