/// Packs what is written to a repository object by object, while it is served.
///
/// git does so itself after a push. Commits that no push brings have nobody to do it, and each leaves some eight files: a hundred thousand
/// versions would be a million files, which a backup, a clone and the file system feel.
///
/// Source: git-maintenance(1), `loose-objects`, `incremental-repack`, `commit-graph`: those of its tasks that never take away what another
/// process has open.
package struct Maintenance: Sendable {
  private let directory: String

  /// - Parameter directory: where git's files are.
  package init(of directory: String) { self.directory = directory }

  /// Looks once a minute, until the task is cancelled.
  ///
  /// - Parameter report: told of what git says where it fails; once, until it works again.
  package func run(report: @Sendable (String) -> Void) async {
    var hasFailed = false
    while !Task.isCancelled {
      do {
        _ = try packMany()
        hasFailed = false
      } catch {
        if !hasFailed { report("\(error)") }
        hasFailed = true
      }
      // It ends early where the task does.
      try? await Task.sleep(for: .seconds(60))
    }
  }

  /// Packs the loose objects if there are more than `gc.auto` allows, with less right to the processor than who waits for an answer.
  ///
  /// Files whose objects are packed go at the next time, so that who is about to open one finds it.
  ///
  /// - Returns: false where there was nothing to do, or `maintenance.auto` or `gc.auto` says not to.
  package func packMany() throws(GitError) -> Bool {
    // Objects are spread evenly over 256 folders, so git counts those of one.
    let count = Repository.names(in: "\(directory)/objects/17").count { $0 != "." && $0 != ".." } * 256
    guard count > Self.leastLimit else { return false }
    let limit = try setting("gc.auto", "int").flatMap { Int($0) } ?? Self.usualLimit
    guard limit > 0, count > limit, try setting("maintenance.auto", "bool") != "false" else { return false }
    let tasks = ["loose-objects", "incremental-repack", "commit-graph"].map { "--task=\($0)" }
    try Repository.runProgram(
      "nice", ["git", "--git-dir", directory, "maintenance", "run", "--quiet"] + tasks, environment: [:]
    ).requireSuccess()
    return true
  }

  private func setting(_ name: String, _ type: String) throws(GitError) -> String? {
    let found = try Repository.runGit(["--git-dir", directory, "config", "--type=\(type)", "--get", name])
    return found.status == 1 ? nil : try found.requireSuccess().line
  }

  /// Where `gc.auto` is not set.
  private static let usualLimit = 6_700
  /// Not worth a look at the settings.
  private static let leastLimit = 1_000
}
