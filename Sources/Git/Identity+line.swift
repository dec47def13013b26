extension Identity {
  /// Somebody at a time of UTC, as git would write it.
  ///
  /// - Throws: ``GitError`` with reason `noIdentity` where git would take the name or the address for empty.
  package init(name: String, email: String, secondsSince1970: Int64) throws(GitError) {
    let (name, email) = (Self.cleaned(name), Self.cleaned(email))
    guard !name.isEmpty, !email.isEmpty else {
      throw GitError(
        operation: "name the author", reason: .noIdentity, detail: "a commit's author has a name and an e-mail address")
    }
    self.init("\(name) <\(email)> \(secondsSince1970) +0000")
  }

  /// `Name <mail> <seconds> <zone>`.
  var line: String { "\(name) <\(email)> \(secondsSince1970) +0000" }

  /// Without what would end the line or the address, and without punctuation at the ends.
  ///
  /// Source: git's `ident.c`, strbuf_addstr_without_crud.
  private static func cleaned(_ text: String) -> String {
    let plain = text.unicodeScalars.filter { $0 != "<" && $0 != ">" && $0 != "\n" && $0 != "\0" }
    let isCrud: (Unicode.Scalar) -> Bool = { $0.value <= 32 || ".,:;\"\\'".unicodeScalars.contains($0) }
    let kept = plain.drop(while: isCrud)
    return String(
      String.UnicodeScalarView(
        kept.prefix(kept.lastIndex { !isCrud($0) }.map { kept.distance(from: kept.startIndex, to: $0) + 1 } ?? 0)))
  }
}

extension Repository {
  /// Stages an unsigned commit by others than git's configuration names, as a server makes them for its members.
  package func stageCommit(
    tree: ObjectID, parents: [ObjectID], author: Identity, committer: Identity, message: String
  ) throws(GitError) -> ObjectID {
    try stage(
      .commit,
      Commit.content(
        tree: tree, parents: parents, author: author.line, committer: committer.line, message: message))
  }
}
