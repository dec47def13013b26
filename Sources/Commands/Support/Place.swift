import ArgumentParser
import Git
import Glibc
import Manifests
import RegistryStore

/// Where a command works: `-C DIR`, on every command.
struct Place: ParsableArguments {
  @Option(
    name: .customShort("C"), help: ArgumentHelp("Run as if started in DIR.", valueName: "dir"), completion: .directory)
  var directory: String?

  mutating func validate() throws {
    guard let directory else { return }
    guard chdir(directory) == 0 else {
      throw ValidationError("cannot change to '\(directory)': \(String(cString: strerror(errno)))")
    }
    self.directory = nil
  }

  static func change(to directory: String) throws {
    guard chdir(directory) == 0 else {
      throw CommandFailure(status: .usage, "cannot change to '\(directory)': \(String(cString: strerror(errno)))")
    }
  }

  func repository() throws -> Repository {
    do {
      return try Repository.open(at: ".")
    } catch  where error.reason == .notFound {
      throw CommandFailure(
        "no git repository here or above\nhelp: change to one with -C DIR, or make one: git registry init DIR")
    }
  }

  /// The registry repository at HEAD.
  func registry() throws -> RegistryReader {
    let repository = try repository()
    guard let branch = try repository.headBranch() else {
      return try RegistryReader(repository, commit: repository.commit(revision: "HEAD"))
    }
    guard let tip = try repository.target(of: branch) else {
      throw CommandFailure(
        "branch '\(branch.branch ?? "\(branch)")' has no commit yet\nhelp: git registry init makes the first")
    }
    return try RegistryReader(repository, commit: repository.commit(tip))
  }
}
