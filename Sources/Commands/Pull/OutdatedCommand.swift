import Actions
import ArgumentParser
import Diagnostics
import Git
import ManifestCoding
import Manifests

struct OutdatedCommand: CheckingCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "outdated",
    abstract: "Show which newer versions a lock file's owner can safely take, and which need code changes.",
    discussion: """
      For each entry of the file that git registry pull --lock wrote: what its reference means now, the newest version that is \
      safe and within the reference (a range, an alias, @latest), the newest that is safe and beyond it, and the newest that \
      needs changes. A version is safe if its signature and algorithm ask nothing new of a caller and keep what the locked \
      one returns; if they are not recorded on both sides, only the number counts. Yanked versions never count as newer.

      Exit status 0, or 1 if a locked version was yanked or is gone.

      EXAMPLES
        git registry outdated --lock models.lock.yaml
        git registry outdated --lock models.lock.yaml --json
        git registry outdated --repo https://git.acme.org/ml/registry.git --lock models.lock.yaml
      """)

  @Option(
    help: ArgumentHelp("The lock file, as git registry pull --lock writes it.", valueName: "file"),
    completion: .file())
  var lock: String

  @OptionGroup var source: SourceRepository

  @OptionGroup var output: ReadOptions

  func outcome() throws -> ExitStatus {
    let file = try LockFile.load(lock)
    let reader = try source.registry(output, for: file.entries.compactMap { Reference("\($0.model)") })
    let entries = try file.entries.map { try LockedVersion($0, in: reader) }
    output.print(Self.text(entries)) { .object(["entries": .array(entries.map(\.value))]) }
    return entries.contains(where: \.isUnusable) ? .diagnostics : .success
  }

  private static func text(_ entries: [LockedVersion]) -> String {
    guard !entries.isEmpty else { return "the lock file holds nothing\n" }
    var table = Table("REFERENCE", "LOCKED", "NOW", "SAFE", "SAFE BEYOND", "NEEDS CHANGES", "STATUS")
    for entry in entries {
      let numbers = [entry.now, entry.safe?.number, entry.safeBeyond?.number, entry.breaking?.number]
      table.add(
        ["\(entry.entry.reference)", "\(entry.entry.version)"]
          + numbers.map { $0.map { "\($0)" } ?? ReviewSections.none }
          + [entry.status])
    }
    var told: Set<String> = []
    return table.text + entries.flatMap(reasons).filter { told.insert($0).inserted }.map { "\n" + $0 }.joined()
  }

  /// What stands behind the numbers of one row, a block each: two references may mean one version.
  private static func reasons(_ entry: LockedVersion) -> [String] {
    let (model, locked) = (entry.entry.model, entry.entry.version)
    var blocks = entry.reason.map { ["\(model)@\(locked) is \(entry.status): \(EscapedText.line($0))\n"] } ?? []
    let newer = [(entry.safe, "is safe"), (entry.safeBeyond, "is safe"), (entry.breaking, "needs changes")]
    for case (let newer?, let verdict) in newer where !newer.needs.lines.isEmpty {
      blocks.append(
        "\(model)@\(newer.number) \(verdict)\(newer.needs.isPartial ? " by its number" : "") after \(locked)\n"
          + newer.needs.lines.map { "  \(EscapedText.line($0))\n" }.joined())
    }
    return blocks
  }
}
