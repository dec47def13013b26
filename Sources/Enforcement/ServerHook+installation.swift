import Blobs
package import Git
import RegistryStore

extension ServerHook {
  /// How the hooks of a repository were installed, as their own files say.
  package struct Installation: Hashable, Sendable {
    package let options: PushHookOptions
    package let isStrict: Bool
    /// Of the program that wrote them.
    package let version: String
    /// The files of ours, in the order in which git runs them.
    package let paths: [String]

    /// What is in force, in a line for people.
    package var summary: String {
      let content = options.requiredBlobs == .lfsStore ? "content in lfs-store" : "content elsewhere"
      let admin = options.firstAdmin.map { ", first push by \($0)" } ?? ""
      return "\(isStrict ? "strict" : "plain"), pusher from \(options.actorSource), \(content)\(admin)"
    }
  }

  /// Nil if no hook of ours is there, or if its command was changed.
  package func installation() -> Installation? {
    let ours = HookScript.Name.allCases.compactMap { name -> (name: HookScript.Name, text: String)? in
      FileSystem.text(of: path(of: name)).flatMap { HookScript.version(of: $0) == nil ? nil : (name, $0) }
    }
    guard let options = ours.lazy.compactMap({ HookScript.options(in: $0.text, of: $0.name) }).first,
      let version = ours.first.flatMap({ HookScript.version(of: $0.text) })
    else { return nil }
    return Installation(
      options: options, isStrict: ours.contains { $0.name == .procReceive }, version: version,
      paths: ours.map { path(of: $0.name) })
  }

  /// Who may push to branches and tags that are not protected.
  ///
  /// - Throws: ``GitError`` if `registry.branches` is neither of its words.
  package func isForMembers(_ source: ActorSource) throws(GitError) -> Bool { try source.isForMembers(in: repository) }

  /// Removes the hooks that git registry wrote, and what sends pushes to them. Other hooks stay, and so does the record of pushes.
  ///
  /// What judges goes last, so that no push is accepted on the way that would have been refused before.
  ///
  /// - Returns: the files that were removed.
  package func uninstall() throws(GitError) -> [String] {
    var removed: [String] = []
    for name in [HookScript.Name.procReceive, .postReceive, .preReceive] where isOurs(path(of: name)) {
      // git would refuse every push if the setting stayed without the hook.
      if name == .procReceive, try !repository.configurations(Self.strictSetting).isEmpty {
        try repository.git("config", "--unset-all", Self.strictSetting).requireSuccess()
      }
      FileSystem.remove(path(of: name))
      removed.append(path(of: name))
    }
    return removed
  }

  /// What a protected branch names and the repository's LFS store lacks: it was published elsewhere, and never sent here.
  ///
  /// - Returns: a line for people; nil if nothing is missing, or if content is kept elsewhere.
  package func missingContent(_ options: PushHookOptions) throws(GitError) -> String? {
    guard options.requiredBlobs == .lfsStore, let branch = try PushJudge.protectedBranch(of: repository),
      let tip = try repository.target(of: branch)
    else { return nil }
    let snapshot = CommitSnapshot(repository, tree: try repository.commit(tip).tree)
    let content = try MissingContent(of: snapshot, in: repository)
    guard content.missing > 0 else { return nil }
    return
      "the content of \(content.text) is not in \(repository.commonDirectory)/lfs/objects, so nobody can pull it: copy lfs/objects of a clone that has it here, or run git lfs push --all REMOTE in one"
  }
}
