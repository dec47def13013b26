extension Repository {
  /// Stages a commit by git's configured author and committer, signed where `commit.gpgsign` says so.
  ///
  /// An unsigned commit stays staged until ``writeStagedObjects()``; git makes a signed one itself, so its tree is written
  /// first.
  package func stageCommit(tree: ObjectID, parents: [ObjectID], message: String) throws(GitError) -> ObjectID {
    if ["true", "yes", "on", "1"].contains(try configuration("commit.gpgsign")?.lowercased() ?? "false") {
      try writeStagedObjects()
      let parentArguments = parents.flatMap { ["-p", "\($0)"] }
      let place = ["--git-dir", gitDirectory]
      let result = try Self.runGit(
        place + ["commit-tree", "-S", "\(tree)"] + parentArguments, input: Array(message.utf8)
      ).requireSuccess()
      guard let id = ObjectID(hex: result.line) else {
        throw GitError(operation: result.command, reason: .other(0), detail: "no object id in its output")
      }
      return id
    }
    return try stage(
      .commit,
      Commit.content(
        tree: tree, parents: parents, author: try identity("GIT_AUTHOR_IDENT"),
        committer: try identity("GIT_COMMITTER_IDENT"), message: message))
  }

  /// Stages an unsigned commit by a program rather than a person.
  ///
  /// - Parameter identity: `Name <mail> <seconds> <zone>`.
  package func stageCommit(
    tree: ObjectID, parents: [ObjectID], by identity: String, message: String
  ) throws(GitError) -> ObjectID {
    try stage(
      .commit,
      Commit.content(tree: tree, parents: parents, author: identity, committer: identity, message: message))
  }

  /// The mail address of git's author, which names the actor of a local change.
  package func authorEmail() throws(GitError) -> String {
    Identity(try identity("GIT_AUTHOR_IDENT")).email
  }

  /// `Name <mail> <seconds> <zone>`.
  private func identity(_ variable: String) throws(GitError) -> String {
    if let known = identities[variable] { return known }
    let line = try git("var", variable).requireSuccess().line
    identities[variable] = line
    return line
  }
}
