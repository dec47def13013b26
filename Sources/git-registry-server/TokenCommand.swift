import ArgumentParser
import Catalog
import Files
import Git
import RunStore

/// `git registry token`.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Make, list and revoke tokens; see git registry token --help.",
    subcommands: [TokenCreateCommand.self, TokenListCommand.self, TokenRevokeCommand.self])

  /// Opens the store of a server of a repository, and makes it if none ran yet.
  static func store(of repository: Repository, in data: String?) throws -> SQLiteRunStore {
    let folder = try folder(of: repository, in: data)
    try repository.making { () throws(GitError) in try FileSystem.makeFolder(folder, isSynced: false) }
    return try SQLiteRunStore(at: folder + "/runs.sqlite")
  }

  /// Where the server of a repository keeps what is not in git.
  static func folder(of repository: Repository, in data: String?) throws -> String {
    try data.map { ServeCommand.absolute($0) } ?? ServerContent.folder(in: repository)
  }

  /// Waits for what a task does.
  static func wait<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
    let outcome = Waited<Result<Value, any Error>>()
    Task {
      do { outcome.set(.success(try await body())) } catch { outcome.set(.failure(error)) }
    }
    do { return try outcome.wait().get() } catch let error as RunStoreError { throw ValidationError(error.message) }
  }
}
