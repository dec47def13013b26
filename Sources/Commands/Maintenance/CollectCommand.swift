import Actions
import ArgumentParser
import Blobs
import Catalog
import Diagnostics
import Git
import Glibc
import Manifests
import RegistryStore

struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Clear the local store of content that nothing names any more.",
    discussion: """
      Keeps what is named at the tip of any branch, tag, remote-tracking branch or other reference, at the HEAD or in the \
      index of any work tree, what the runs of git registry serve have logged, and everything that is younger than the grace period or that a reference still named within it, \
      according to the reflogs. The rest is deleted, on a remote or not, as with git lfs prune; so is purged content. The older reflog \
      does not count: a version that was reset away longer ago than the grace loses its content. Temporary files of killed \
      imports go after an hour.

      Waits for a commit in progress, and refuses while an import is running. Walks the trees of the tips: the \
      cost is the size of the snapshots. If other repositories borrow content from this one, their references are not \
      known here.

      EXAMPLES
        git registry gc --dry-run
        git registry gc
        git registry gc --grace 2d --json
      """)

  @Option(help: ArgumentHelp("Keep what is younger: a number and w, d, h or m.", valueName: "age"))
  var grace = Grace.standard

  @Flag(help: "Print the same list and delete nothing.")
  var dryRun = false

  @Flag(help: "Continue although lfs.storage is outside of the repository: nobody else keeps content there.")
  var unsharedStorage = false

  @Flag(help: "Print JSON: what was deleted, and what it was.")
  var json = false

  @OptionGroup var place: RepositoryOption

  func run() throws {
    let repository = try place.repository()
    // What a newer program names content by is not known here. A HEAD without a commit names nothing.
    if let head = try? repository.headCommit() {
      _ = try CommitSnapshot.forReading(repository, tree: head.tree)
    }
    let store = try LFSStore(of: repository)
    guard unsharedStorage || !store.isOutside(of: repository) else {
      throw CommandFailure(
        "the LFS store \(EscapedText.line(store.folder)) is outside of the repository, and others may keep content there\nhelp: if nobody else does, continue with --unshared-storage"
      )
    }
    // What only looks writes nothing, and so works where nothing can be written.
    let lock = dryRun ? nil : try RefLock(in: repository)
    defer { lock?.unlock() }
    guard let collector = try ImportLock(in: repository, as: dryRun ? .observer : .collector) else {
      throw CommandFailure(
        "an import is running, and the content that it found in the store must stay\nhelp: try again later")
    }
    let used = try ServerContent(of: repository).digests
    let garbage = try Garbage(of: repository, in: store, keeping: used, grace: grace.seconds, at: Int64(time(nil)))
    if !json { Terminal.write(garbage.text(grace)) }
    if !dryRun {
      for file in garbage.files { try store.remove(file) }
      Catalog.removeLeftovers(in: repository)
    }
    withExtendedLifetime(collector) {}
    if json {
      Terminal.write(garbage.value(isDryRun: dryRun).text)
    } else {
      Terminal.write("\(dryRun ? "would free" : "freed") \(ByteCount.text(garbage.sizeInBytes))\n")
    }
  }
}

/// An age: `14d`.
struct Grace: ExpressibleByArgument, CustomStringConvertible {
  let description: String
  let seconds: Int64

  static let standard = Grace(description: "14d", seconds: 14 * 24 * 60 * 60)
  private static let units: [Character: Int64] = ["w": 7 * 24 * 60 * 60, "d": 24 * 60 * 60, "h": 60 * 60, "m": 60]

  private init(description: String, seconds: Int64) {
    self.description = description
    self.seconds = seconds
  }

  init?(argument: String) {
    guard let unit = argument.last.flatMap({ Self.units[$0] }), let count = Int32(argument.dropLast()), count >= 0,
      argument.first?.isNumber == true
    else { return nil }
    self.init(description: argument, seconds: Int64(count) * unit)
  }
}

extension Garbage {
  fileprivate func text(_ grace: Grace) -> String {
    var lines = unnamed.map { "named by nothing: \($0.digest), \(ByteCount.text($0.file.sizeInBytes))" }
    lines += leftovers.map { "left by a killed import: \($0.path), \(ByteCount.text($0.sizeInBytes))" }
    lines.append("keeps \(namedCount) named and \(youngCount) younger than \(grace)")
    return lines.map { EscapedText.line($0) + "\n" }.joined()
  }
}
