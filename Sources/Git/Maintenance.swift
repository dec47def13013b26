/// Packs what is written to a repository object by object, while it is served.
///
/// git does so itself after a push. Commits that no push brings have nobody to do it, and each leaves some eight files: a hundred thousand
/// versions would be a million files, which a backup, a clone and the file system feel. Commits that land together are a pack, which
/// each look-up has to ask while there are many.
///
/// Source: git-repack(1), `--geometric`, which costs what is new: a pack that is much larger than all before it stays.
package struct Maintenance: Sendable {
  private let directory: String

  /// - Parameter directory: where git's files are.
  package init(of directory: String) { self.directory = directory }

  /// Looks each ten seconds, until the task is cancelled.
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
      // Throws only where the task is cancelled, which ends the loop.
      try? await Task.sleep(for: .seconds(10))
    }
  }

  /// Packs what there is if it is more than `gc.auto` and `gc.autoPackLimit` allow, with less right to the processor than who waits for
  /// an answer. Who looks for an object in a file that is gone looks for it anew.
  ///
  /// - Returns: false where there was nothing to do, or `maintenance.auto` or `gc.auto` says not to.
  package func packMany() throws(GitError) -> Bool {
    // Objects are spread evenly over 256 folders, so git counts those of one.
    let objects = Repository.names(in: "\(directory)/objects/17").count { !$0.hasPrefix(".") } * 256
    let packs = Repository.names(in: "\(directory)/objects/pack").count { $0.hasSuffix(".pack") }
    guard objects > Self.fewObjects || packs > Self.fewPacks else { return false }
    let limit = try setting("gc.auto", "int") ?? 6_700
    let packLimit = try setting("gc.autoPackLimit", "int") ?? 50
    guard limit > 0, objects > limit || packLimit > 0 && packs > packLimit,
      try setting("maintenance.auto", "bool-or-int") != 0
    else { return false }
    let commands = [
      ["repack", "--geometric=2", "-d", "-l", "--quiet"], ["maintenance", "run", "--quiet", "--task=commit-graph"],
    ]
    for command in commands {
      try Repository.runProgram("nice", ["git", "--git-dir", directory] + command, environment: [:]).requireSuccess()
    }
    return true
  }

  /// - Returns: nil where it is not set.
  private func setting(_ name: String, _ type: String) throws(GitError) -> Int? {
    let found = try Repository.runGit(["--git-dir", directory, "config", "--type=\(type)", "--get", name])
    if found.status == 1 { return nil }
    let line = try found.requireSuccess().line
    return line == "true" ? 1 : Int(line) ?? 0
  }

  /// Not worth a look at the settings.
  private static let (fewObjects, fewPacks) = (1_000, 10)
}
