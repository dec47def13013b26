import Actions
import ArgumentParser
import Diagnostics
import Git
import Glibc
import Manifests
import RegistryStore
import Synchronization

/// Where a command works: `-C DIR`, on every command.
struct RepositoryOption: ParsableArguments {
  @Option(
    name: .customShort("C"), help: ArgumentHelp("Run as if started in DIR.", valueName: "dir"), completion: .directory)
  var directory: String?

  mutating func validate() throws {
    guard let directory else { return }
    guard Self.enter(directory) else {
      throw ValidationError("cannot change to '\(directory)': \(String(cString: strerror(errno)))")
    }
    self.directory = nil
  }

  static func change(to directory: String) throws {
    guard enter(directory) else {
      throw CommandFailure(status: .usage, "cannot change to '\(directory)': \(String(cString: strerror(errno)))")
    }
  }

  /// Where `-C` led, as the caller names it; nil where the caller is.
  private static let entered = Mutex<String?>(nil)

  private static func enter(_ directory: String) -> Bool {
    guard chdir(directory) == 0 else { return false }
    let path = shown(directory)
    entered.withLock { $0 = path }
    return true
  }

  /// A path by the current folder, as the caller sees it.
  static func shown(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = entered.withLock({ $0 }) else { return path }
    return path == "." ? folder : folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  func repository() throws -> Repository { try Self.repository(at: ".") }

  static func repository(at path: String) throws -> Repository {
    do {
      return try Repository.open(at: path)
    } catch {
      guard error.reason == .notFound else { throw error }
      guard path == "." else {
        throw CommandFailure(status: .usage, "'\(EscapedText.line(path))' is not a git repository")
      }
      throw CommandFailure(
        status: .usage,
        "no git repository here or above\nhelp: change to one with -C DIR, or create one: git registry init DIR")
    }
  }

  /// The registry repository at HEAD.
  func registry() throws -> RegistryReader {
    let repository = try repository()
    return try RegistryReader(repository, commit: repository.headCommit())
  }
}
