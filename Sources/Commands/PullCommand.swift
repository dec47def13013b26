import ArgumentParser
import Blobs
import Diagnostics
import Git
import ManifestCoding
import Manifests

struct PullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Write the artifacts of a version into a folder, every digest checked.",
    discussion: """
      Content comes from the repository's own store; what is missing there is fetched through git-lfs, and nothing else is. \
      What cannot be had is listed, with exit status 3, and nothing is written; where the network is the reason, the status \
      is 4. Files that are there already with the right content stay; others are not overwritten.

      A lock file holds what references meant, with every digest. Where a reference means a lower version than the lock \
      file's, --lock refuses it. With --locked, several versions go into folders MODEL-VERSION below --output.

      EXAMPLES
        git registry pull Fine_Tuned_Models/sentiment@champion
        git registry pull Fine_Tuned_Models/sentiment@1.2.0 --output /srv/models/sentiment --type model
        git registry pull Fine_Tuned_Models/sentiment@champion --link --output /srv/models/current
        git registry pull Fine_Tuned_Models/sentiment@^1.2 --lock models.lock.yaml
        git registry pull --locked models.lock.yaml --output /srv/models
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

  @Flag(
    help:
      "Link files to the store's, read-only, where the file system can: no second copy, and a change to one is a change to both."
  )
  var link = false

  @Flag(help: "Tell what would be written and fetched, and do neither.")
  var dryRun = false

  @OptionGroup var remote: ContentRemote

  @OptionGroup var lock: LockOptions

  @OptionGroup var options: ReadOptions

  mutating func validate() throws {
    if lock.locked == nil, reference == nil { throw ValidationError("Missing expected argument '<ref>'") }
    if lock.locked != nil, !types.isEmpty { throw ValidationError("--type and --locked exclude each other") }
  }

  func run() throws {
    let reader = try options.registry()
    if let locked = lock.locked { return try pull(locked: LockFile.load(locked), in: reader) }
    guard let reference else { return }
    let (name, selector) = try reference.requireVersion()
    let number = try reader.find.number(selector, of: name)
    let place = PullPlace(output, isShared: false)
    let target = try PullTarget(name, number, types: types, into: place.folder(for: name, number), by: reader.find)
    let entry = LockFile.Entry(
      reference: reference, model: name, version: number, commit: "\(reader.commit.id)", types: types.sorted(),
      artifacts: target.artifacts)
    let file = try lock.current()
    if let file { try lock.check(entry, against: file) }
    try pull([target], in: reader)
    if let file, !dryRun { try lock.write(entry, to: file) }
  }

  private func pull(locked file: LockFile, in reader: RegistryReader) throws {
    var entries = file.entries
    if let reference {
      guard let entry = file.entry(for: reference) else {
        throw Finder.missing(
          "the lock file has no entry for '\(reference)'", "\(reference)", entries.map { "\($0.reference)" })
      }
      entries = [entry]
    }
    let place = PullPlace(output, isShared: entries.count > 1)
    let targets = try entries.map { entry in
      let folder = place.folder(for: entry.model, entry.version)
      let target = try PullTarget(entry.model, entry.version, types: entry.types, into: folder, by: reader.find)
      try entry.require(target.artifacts, comparing: entry.types)
      return target
    }
    try pull(targets, in: reader)
  }

  private func pull(_ targets: [PullTarget], in reader: RegistryReader) throws {
    let pull = try Pull(targets, in: reader)
    let isFetching = !pull.missing.isEmpty
    if !dryRun { try pull.run(from: remote, isLinked: link) }
    if !options.json { for warning in targets.compactMap(\.warning) { Terminal.writeError(warning) } }
    options.print(
      targets.map { (dryRun ? "would pull " : "pulled ") + $0.summary + "\n" }.joined()
        + (isFetching && dryRun
          ? "would fetch \(ByteCount.text(pull.missing.sizeInBytes)) of it: the local store lacks \(PullTarget.count(pull.missing.count))\n"
          : "")
    ) {
      let fetched = JSONValue.Member(
        dryRun ? "wouldFetch" : "fetched", .array(pull.missing.map { .string("\($0.digest)") }))
      guard lock.locked != nil else { return .object(targets.flatMap(\.fields) + [fetched]) }
      return .object([.init("pulled", .array(targets.map { .object($0.fields) })), fetched])
    }
  }
}
