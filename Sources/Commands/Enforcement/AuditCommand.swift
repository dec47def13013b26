import Actions
import ArgumentParser
import Diagnostics
import Enforcement
import Git
import RegistryStore
import Rules

struct AuditCommand: CheckingCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Prove, from a clone alone, that the rules allowed every change to its actor.",
    discussion: """
      Replays the record of pushes that the server's hooks keep in refs/registry/log, each change on the snapshot that it \
      was made on: each commit on the first parents, or, for entries of older programs, the result of a push. Changes from before the record \
      are judged commit by commit, and who made them is unverifiable. Exit status 1 if a change would have been refused, \
      if one is missing from the record after its beginning, or if record and history contradict each other; 2 if there is no \
      record, or it begins later than the history.

      EXAMPLES
        git fetch origin refs/registry/log:refs/registry/log
        git registry audit
        git registry audit v2026.1..main
        git registry audit --json > audit.json
      """)

  @Argument(
    help: ArgumentHelp("The branch's commit, or a range of commits; HEAD unless given.", valueName: "rev..rev"),
    completion: .revision)
  var range: String?

  @Option(
    help: ArgumentHelp("The record; refs/registry/log unless given.", valueName: "rev"), completion: .revision)
  var log: String?

  @Flag(help: "Judge commit by commit, as if there were no record.")
  var noLog = false

  @Flag(help: "List every change, not only those that are refused or not recorded.")
  var all = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var place: RepositoryOption

  mutating func validate() throws {
    if log != nil, noLog { throw ValidationError("--log and --no-log cannot be combined") }
  }

  func outcome() throws -> ExitStatus {
    let repository = try place.repository()
    try PushLog.complete(in: repository)
    let (start, end) = try bounds(in: repository)
    let record = try recordTip(in: repository)
    try requireRegistry(in: repository, at: [start, end].compactMap { $0 }, record)
    let audit = try Audit(of: repository, after: start, to: end, log: record)
    var verdict = AuditVerdict(of: audit, from: start, to: end, record: record)
    let progress = ProgressBar("auditing", of: Int64(audit.changeCount), "changes")
    var values: [JSONValue] = []
    try audit.run { change in
      verdict.add(change)
      progress?.advance(by: 1)
      if json {
        values.append(change.value)
      } else if all || [.refused, .unrecorded].contains(change.verdict) {
        progress?.finish()
        Terminal.write(change.text)
      }
    }
    progress?.finish()
    Terminal.write(json ? verdict.value(values, program: Program.version).text : verdict.text)
    return switch verdict.outcome {
    case .allowed: .success
    case .unverifiable: .needsPerson
    case .refused: .diagnostics
    }
  }

  private func bounds(in repository: Repository) throws -> (start: Commit?, end: Commit) {
    guard let range, let dots = range.firstRange(of: "..") else {
      return (nil, try repository.commit(revision: range ?? "HEAD"))
    }
    let words = [range[..<dots.lowerBound], range[dots.upperBound...]].map { $0.isEmpty ? "HEAD" : String($0) }
    return (try repository.commit(revision: words[0]), try repository.commit(revision: words[1]))
  }

  /// Where nothing is recorded and neither end is a registry, there is nothing to prove: every change would be allowed.
  private func requireRegistry(in repository: Repository, at ends: [Commit], _ record: ObjectID?) throws {
    guard record == nil else { return }
    for end in ends where try CommitSnapshot(repository, tree: end.tree).isRegistry { return }
    throw ActionFailure.noRegistry()
  }

  private func recordTip(in repository: Repository) throws -> ObjectID? {
    if noLog { return nil }
    if let log { return try repository.commit(revision: log).id }
    return try repository.target(of: PushLog.name)
  }
}
