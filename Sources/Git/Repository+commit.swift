private import Glibc

extension Repository {
  /// Stages a commit by git's configured author and committer, signed where `commit.gpgsign` says so.
  ///
  /// An unsigned commit stays staged until ``writeStagedObjects()``; git makes a signed one itself, so its tree is written
  /// first.
  package func stageCommit(tree: ObjectID, parents: [ObjectID], message: String) throws(GitError) -> ObjectID {
    if try flag("commit.gpgsign") ?? false {
      _ = try identity("GIT_COMMITTER_IDENT")
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

  /// Who a reflog says moved a reference: git's committer where that is plain, else this program, as in the record of pushes.
  func reflogIdentity() throws(GitError) -> String {
    if let who = try plainIdentity("GIT_COMMITTER_") { return try "\(who) \(timeNow("GIT_COMMITTER_IDENT"))" }
    return "git registry <> \(clock()) +0000"
  }

  /// `Name <mail> <seconds> <zone>`; the time is now, unless git's environment gives one.
  private func identity(_ variable: String) throws(GitError) -> String {
    let role = variable.dropLast("IDENT".count)
    let known: KnownIdentity
    if let asked = identities[variable] {
      known = asked
    } else if let who = try plainIdentity(role) {
      known = .timeless(who)
    } else {
      let line = try askIdentity(variable)
      known = Self.environment("\(role)DATE") == nil ? .timeless(Identity.withoutTime(line)) : .dated(line)
    }
    identities[variable] = known
    switch known {
    case .timeless(let who): return try "\(who) \(timeNow(variable))"
    case .dated(let line): return line
    }
  }

  /// `<seconds> <zone>`, the zone being this machine's at that time.
  private func timeNow(_ variable: String) throws(GitError) -> String {
    let seconds = clock()
    var time = time_t(seconds)
    var local = tm()
    guard localtime_r(&time, &local) != nil else {
      throw GitError(operation: variable, reason: .other(errno), detail: "\(seconds) is not a time")
    }
    let minutes = abs(local.tm_gmtoff) / 60
    return "\(seconds) \(local.tm_gmtoff < 0 ? "-" : "+")\(Self.digits(minutes / 60))\(Self.digits(minutes % 60))"
  }

  static func now() -> Int64 { Int64(time(nil)) }
}

/// Who git says commits.
enum KnownIdentity {
  /// `Name <mail>`.
  case timeless(String)
  /// `Name <mail> <seconds> <zone>`, the time given by the environment.
  case dated(String)
}

extension Repository {
  /// - Throws: ``GitError`` with reason `noIdentity` where git asks the user to tell it, as in most containers.
  private func askIdentity(_ variable: String) throws(GitError) -> String {
    let result = try git("var", variable, environment: ["LC_ALL": "C"])
    if result.status != 0, Self.wordsOfNoIdentity.contains(where: { result.error.contains($0) }) {
      throw GitError(
        operation: "git var \(variable)", reason: .noIdentity,
        detail:
          "git does not know who commits here\nhelp: git config user.name NAME and git config user.email MAIL, or set GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL"
      )
    }
    return try result.requireSuccess().line
  }

  /// Source: git's ident.c.
  private static let wordsOfNoIdentity = [
    "Please tell me who you are", "unable to auto-detect", "empty ident name", "auto-detection is disabled",
    "name consists only of disallowed characters",
  ]

  /// Who the environment or the configuration says acts, where they say so plainly, as they mostly do: two processes of git less
  /// a commit, 8 ms.
  ///
  /// - Parameter role: `GIT_AUTHOR_` or `GIT_COMMITTER_`.
  /// - Returns: `Name <mail>` as `git var` prints it; nil for whatever git has more to say about.
  ///
  /// Source: git-commit-tree(1), "COMMIT INFORMATION"; git's `ident.c`.
  private func plainIdentity(_ role: some StringProtocol) throws(GitError) -> String? {
    let section = role == "GIT_AUTHOR_" ? "author" : "committer"
    func value(_ variable: String, _ key: String) throws(GitError) -> String? {
      if let value = Self.environment("\(role)\(variable)") { return value }
      guard try isConfigurationWhole else { return nil }
      if let value = try configuration("\(section).\(key)") { return value }
      return try configuration("user.\(key)")
    }
    guard Self.environment("\(role)DATE") == nil, let name = try value("NAME", "name"),
      let mail = try value("EMAIL", "email"), Self.isPlain(name), Self.isPlain(mail)
    else { return nil }
    return "\(name) <\(mail)>"
  }

  private static func digits(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }

  /// git strips what else stands at the ends, and drops angle brackets.
  private static func isPlain(_ text: String) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
    guard let first = text.utf8.first, let last = text.utf8.last, isAlphanumeric(first), isAlphanumeric(last) else {
      return false
    }
    return text.utf8.allSatisfy { isAlphanumeric($0) || " _@+-.".utf8.contains($0) }
  }
}
