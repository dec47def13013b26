package import Git

extension Transaction {
  /// Takes back a commit that the branch ends in: the branch moves to the given commit, index and work tree follow, and the objects
  /// and content stay where they are.
  ///
  /// - Parameters:
  ///   - place: the commit to put the branch at; nil for a branch that the commit made.
  /// - Throws: ``TransactionError/contended(_:)`` if the branch has moved on, and ``TransactionError/localEdits(_:)`` if
  ///   something would be lost. Then all is as it was.
  package func takeBack(_ commit: ObjectID, to place: ObjectID?) throws {
    let lock = try RefLock(in: repository)
    defer { lock.unlock() }
    try checkout?.finish()
    guard try repository.target(of: branch) == commit else { throw TransactionError.contended(branch) }
    guard let place else {
      try repository.git("update-ref", "-d", "\(branch)", "\(commit)").requireSuccess()
      return
    }
    let changes = try repository.changes(from: repository.commit(commit).tree, to: repository.commit(place).tree)
    try checkout.map { try requireClean($0, changes) }
    try lock.announce([RefChange(branch, from: commit, to: place)])
    try checkout?.note(branch, from: commit, to: place)
    guard try moveBranch(from: commit, to: place, message: "take back \(commit.abbreviated)") else {
      checkout?.forget()
      throw TransactionError.contended(branch)
    }
    do {
      try checkout?.follow(changes, to: place)
    } catch {
      lock.sweep(after: error)
      throw TransactionError.notFollowed(place, "\(error)")
    }
  }
}
