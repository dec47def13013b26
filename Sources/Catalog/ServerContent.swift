import Files
package import Git
package import Manifests

/// Content that the runs of a server name: it is in no manifest yet, and `gc` must leave it alone.
///
/// The server's store of runs is a database of its own, read here by its one table of files.
package struct ServerContent {
  package let digests: Set<Digest>

  /// Where a server keeps its runs, if it is not the folder in the git directory.
  package static let setting = "registry.serverData"

  /// The folder in which a server of a repository keeps its runs, unless it is told another one.
  package static func folder(in repository: Repository) throws(GitError) -> String {
    try repository.configuration(setting) ?? repository.commonDirectory + "/registry/server"
  }

  /// - Throws: if there is a store of runs that cannot be read, for nobody knows then what it names.
  package init(of repository: Repository) throws(GitError) {
    let path = try Self.folder(in: repository) + "/runs.sqlite"
    guard FileSystem.exists(path) else {
      digests = []
      return
    }
    do throws(DatabaseError) {
      let database = try Database(path, .reading)
      let rows = try database.statement("SELECT DISTINCT digest FROM artifact")
      defer { rows.reset() }
      var found: Set<Digest> = []
      while try rows.step() { if let digest = Digest(hex: rows.text(0)) { found.insert(digest) } }
      digests = found
    } catch {
      throw GitError(operation: "read the runs in \(path)", reason: .other(error.code), detail: error.message)
    }
  }
}
