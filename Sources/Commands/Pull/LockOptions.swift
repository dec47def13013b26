import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Git
import ManifestCoding
import Manifests

/// The file that `pull` writes what it resolved to, or reads it from.
struct LockOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Write what the reference meant to a lock file, YAML or .json.", valueName: "file"),
    completion: .file())
  var lock: String?

  @Option(
    help: ArgumentHelp("Pull exactly what a lock file holds, all of it or one reference, or fail.", valueName: "file"),
    completion: .file())
  var locked: String?

  @Flag(help: "With --lock, accept a lower version than the lock file's.")
  var allowDowngrade = false

  mutating func validate() throws {
    if lock != nil, locked != nil { throw ValidationError("--lock and --locked cannot be combined") }
    if allowDowngrade, lock == nil { throw ValidationError("--allow-downgrade needs --lock FILE") }
  }

  /// The lock file that is there, or a new one.
  func current() throws -> LockFile? {
    guard let lock else { return nil }
    return FileSystem.exists(lock) || FileSystem.isLink(lock) ? try LockFile.load(lock) : LockFile()
  }

  /// Refuses what no update of a locked reference may bring.
  func check(_ entry: LockFile.Entry, against file: LockFile) throws {
    guard let lock, let old = file.entry(for: entry.reference), old.model == entry.model else { return }
    guard old.version <= entry.version || allowDowngrade else {
      throw CommandFailure(
        "'\(entry.reference)' means \(entry.version) now, lower than \(old.version) in \(EscapedText.line(RepositoryOption.shown(lock)))\nhelp: --allow-downgrade accepts it; --locked pulls \(old.version) again"
      )
    }
    // A published version never changes; where it did, somebody has to look.
    if old.version == entry.version {
      try old.require(entry.artifacts, entry.digest, comparing: entry.types)
    }
  }

  func write(_ entry: LockFile.Entry, to file: LockFile) throws {
    guard let lock else { return }
    var file = file
    file.set(entry)
    try FileSystem.replace(lock, with: file.text(as: LockFile.format(of: lock)))
  }
}

extension LockFile {
  /// By the file's ending.
  static func format(of path: String) -> ManifestFormat { path.hasSuffix(".json") ? .json : .yaml }

  static func load(_ path: String) throws -> LockFile {
    let shown = EscapedText.line(RepositoryOption.shown(path))
    let bytes: [UInt8]
    do throws(GitError) {
      bytes = try RegularFile.bytes(of: path, atMost: sizeLimitInBytes)
    } catch {
      throw CommandFailure(
        "'\(shown)' cannot be read: \(error.detail)\nhelp: git registry pull REF --lock FILE writes a lock file")
    }
    let (file, problems, newerVersion) = read(bytes, as: format(of: path))
    if let file { return file }
    if let newerVersion { throw ActionFailure.newer(shown, newerVersion) }
    let lines = problems.map {
      "\(shown):\($0.mark.line):\($0.mark.column): \($0.message)" + ($0.help.map { "\n  help: \($0)" } ?? "")
    }
    throw CommandFailure("\(shown) is not a lock file\n" + lines.joined(separator: "\n"))
  }
}
