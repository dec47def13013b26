import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Git
import ManifestCoding
import Manifests

struct PullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Write the artifacts of a version into a folder, and check every digest.",
    discussion: """
      Content comes from the repository's own store; what is missing there is fetched through git-lfs, and nothing else is. \
      What cannot be fetched is listed, with exit status 3, and nothing is written; if the network is the reason, the status \
      is 4.

      You may pull into a folder again. A file that some version of the model has, with that path and digest, is the \
      model's: it stays, is replaced, or is removed if the version does not have it. If such a file was edited, or \
      something else is in the way, nothing is written without --force. Other files are left alone and listed. With --swap \
      the folder is replaced whole, so it may hold nothing else.

      A lock file records what references meant, with every digest. If a reference means a lower version than the lock \
      file's, --lock refuses it. With --locked, several versions go into folders MODEL-VERSION below --output.

      EXAMPLES
        git registry pull Fine_Tuned_Models/sentiment@champion
        git registry pull Fine_Tuned_Models/sentiment@1.2.0 --output /srv/models/sentiment --type model
        git registry pull Fine_Tuned_Models/sentiment@champion --swap --link --output /srv/models/current
        git registry pull Fine_Tuned_Models/sentiment@^1.2 --lock models.lock.yaml
        git registry pull --locked models.lock.yaml --output /srv/models
        git registry pull --repo https://git.acme.org/ml/registry.git --locked models.lock.yaml --output /srv/models
      """)

  @Argument(
    help: ArgumentHelp("REGISTRY/MODEL@VERSION; with --locked, all of the file's unless given.", valueName: "ref"))
  var reference: Reference?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder to write into; MODEL-VERSION unless given.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Option(
    name: .customLong("type"),
    help: ArgumentHelp("Only artifacts of this type; may be repeated.", valueName: "type"))
  var types: [String] = []

  @Flag(help: "Show what would be written and fetched, and do neither.")
  var dryRun = false

  @OptionGroup var folder: PullOptions

  @OptionGroup var remote: ContentRemote

  @OptionGroup var lock: LockOptions

  @OptionGroup var source: SourceRepository

  @OptionGroup var options: ReadOptions

  mutating func validate() throws {
    if lock.locked == nil, reference == nil { throw ValidationError("Missing expected argument '<ref>'") }
    if source.repo != nil, remote.remote != nil { throw ValidationError("--repo and --remote cannot be combined") }
    if lock.locked != nil, !types.isEmpty { throw ValidationError("--type and --locked cannot be combined") }
  }

  func run() throws {
    if let locked = lock.locked { return try pull(locked: LockFile.load(locked)) }
    guard let reference else { return }
    let reader = try source.registry(options, for: [reference])
    let (name, selector) = try reference.requireVersion()
    let exact = try reader.find.exact(selector, of: name)
    let place = PullPlace(output, isShared: false)
    let target = try PullTarget(name, exact, types: types, into: place.folder(for: name, exact), by: reader.find)
    guard let file = try lock.current() else { return try pull([target], in: reader) }
    let entry = LockFile.Entry(
      reference: reference, model: name, version: try reader.find.number(selector, of: name),
      commit: "\(reader.commit.id)", digest: target.version.artifacts.digest, types: types.sorted(),
      artifacts: target.artifacts)
    try lock.check(entry, against: file)
    try pull([target], in: reader)
    if !dryRun { try lock.write(entry, to: file) }
  }

  private func pull(locked file: LockFile) throws {
    var entries = file.entries
    if let reference {
      guard let entry = file.entry(for: reference) else {
        throw ActionFailure.missing(
          "the lock file has no entry for '\(reference)'", "\(reference)", entries.map { "\($0.reference)" })
      }
      entries = [entry]
    }
    let reader = try source.registry(
      options, for: entries.map { Reference($0.model, .version($0.version)) })
    let place = PullPlace(output, isShared: entries.count > 1)
    let targets = try entries.map { entry in
      let version = ExactVersion.number(entry.version)
      let folder = place.folder(for: entry.model, version)
      let target = try PullTarget(
        entry.model, version, types: entry.types, asLocked: entry, into: folder, by: reader.find)
      try entry.require(target.artifacts, target.version.artifacts.digest, comparing: entry.types)
      return target
    }
    try pull(targets, in: reader)
  }

  private func pull(_ targets: [PullTarget], in reader: RegistryReader) throws {
    try PullPlace.requireOutput(output, in: reader.repository)
    let pull = try Pull(targets, in: reader, folder.options)
    let kept = dryRun ? [] : try pull.run(from: remote.source) { ProgressBar($0, of: $1) }
    if !options.json {
      for warning in targets.compactMap(\.warning) { Terminal.writeError(warning) }
      for sentence in kept { Terminal.writeError("warning: \(EscapedText.line(sentence))\n") }
      if let warning = Self.warning(of: pull.foreign), kept.isEmpty { Terminal.writeError(warning) }
    }
    options.print(text(targets, pull)) {
      let lists: [JSONValue.Member] = [
        .init(dryRun ? "wouldFetch" : "fetched", .array(pull.missing.map { .string("\($0.digest)") })),
        .init(dryRun ? "wouldRemove" : "removed", .array(pull.removed.map { .string($0) })),
        .init("foreign", .array(pull.foreign.map { .string($0) })),
      ]
      guard lock.locked != nil else { return .object(targets.flatMap(\.fields) + lists) }
      return .object([.init("pulled", .array(targets.map { .object($0.fields) }))] + lists)
    }
  }

  private func text(_ targets: [PullTarget], _ pull: Pull) -> String {
    var text = targets.map { (dryRun ? "would pull " : "pulled ") + $0.summary + "\n" }.joined()
    if !pull.removed.isEmpty {
      text += (dryRun ? "would remove " : "removed ") + "what is not in it: \(Self.names(pull.removed))\n"
    }
    if dryRun, !pull.missing.isEmpty {
      text +=
        "would fetch \(ByteCount.text(pull.missing.sizeInBytes)) of it: the local store lacks \(PullTarget.count(pull.missing.count))\n"
    }
    return text
  }

  private static func warning(of foreign: [String]) -> String? {
    foreign.isEmpty ? nil : "warning: not the model's, and left alone: \(names(foreign))\n"
  }

  /// More names than these are told by their number.
  private static let nameLimit = 5

  private static func names(_ paths: [String]) -> String {
    let rest = paths.count - nameLimit
    return paths.prefix(nameLimit).map(EscapedText.line).joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
  }
}
