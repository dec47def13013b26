import Glibc

/// The file that git runs: a script whose interpreter is the program itself.
///
///     #!/usr/local/bin/git-registry hook pre-receive --actor-from http --require-blobs none
///     # Installed by git registry 0.1.0. Do not edit: …
///
/// A shell in between would take as long as judging a version does. If the first line would be longer than every kernel
/// reads, or a word of it is not plain, a shell starts the program all the same. A program that is gone makes either fail, and
/// git refuse; a link to it would dangle, and git accept.
///
/// Source: execve(2), "Interpreter scripts".
package enum HookScript {
  /// A server's hooks that git registry has.
  package enum Name: String, CaseIterable, Sendable {
    case preReceive = "pre-receive"
    case procReceive = "proc-receive"
    case postReceive = "post-receive"
  }

  private static let mark = "# Installed by git registry "

  package static func text(
    of name: Name, program: String, version: String, options: PushHookOptions
  ) -> String {
    let words = [program, "hook", name.rawValue] + options.arguments
    let line = "#!" + words.joined(separator: " ") + "\n"
    if words.allSatisfy(isPlain), program.hasPrefix("/"), line.utf8.count < firstLineLimit {
      return line + remark(version)
    }
    return head(version) + "exec \(words.map(quoted).joined(separator: " "))\n"
  }

  /// What Linux read of a first line before 5.1, the end of the line included; it cut off the rest, arguments too.
  private static let firstLineLimit = 127

  /// The words of a hook that the kernel started: all of the first line behind the program as one, and the script's path.
  package static func words(_ arguments: [String]) -> [String]? {
    guard arguments.count == 2, arguments[0].hasPrefix("hook ") else { return nil }
    return arguments[0].split(separator: " ").map(String.init)
  }

  /// The change that is staged, or, for the very first commit, all that is staged.
  package static func preCommitText(program: String, version: String) -> String {
    let command = "exec \(quoted(program)) validate --staged"
    return head(version) + """
      git rev-parse --quiet --verify HEAD >/dev/null || \(command)
      \(command) --base HEAD

      """
  }

  private static func head(_ version: String) -> String {
    "#!/bin/sh\n" + remark(version)
  }

  private static func remark(_ version: String) -> String {
    "\(mark)\(version). Do not edit: 'git registry hook install' rewrites it.\n"
  }

  /// The version that wrote a hook; nil for a file that is not ours.
  package static func version(of text: String) -> String? {
    guard let line = text.split(separator: "\n").dropFirst().first, line.hasPrefix(mark) else { return nil }
    let rest = line.dropFirst(mark.count)
    return rest.firstRange(of: ". Do not edit").map { String(rest[..<$0.lowerBound]) }
  }

  /// The options that one of our hooks was installed with; nil if its command was changed.
  package static func options(in text: String, of name: Name) -> PushHookOptions? {
    guard version(of: text) != nil, let command = command(in: text),
      let head = command.firstRange(of: " hook \(name.rawValue) ")
    else { return nil }
    return PushHookOptions(arguments: unquoted(command[head.upperBound...]))
  }

  /// The one command of a hook: the first line's if the kernel starts it, otherwise the last one's.
  private static func command(in text: String) -> Substring? {
    let lines = text.split(separator: "\n")
    guard (2...3).contains(lines.count) else { return nil }
    return lines.count == 2 ? lines[0].tail(behind: "#!") : lines[2].tail(behind: "exec ")
  }

  /// What is wrong with the command of one of our hooks, in a phrase that follows its path; nil for nothing.
  package static func problem(in text: String, of name: Name) -> String? {
    guard let command = command(in: text), let end = command.firstRange(of: " hook \(name.rawValue) --actor-from ")
    else { return "was changed: it does not run git registry as its last command" }
    let word = command[..<end.lowerBound]
    let program = word.hasPrefix("'") ? String(word.dropFirst().dropLast()) : String(word)
    return access(program, X_OK) == 0
      ? nil : "runs '\(program)', which does not exist\(name == .postReceive ? "" : ": git refuses every push")"
  }

  /// A word as a POSIX shell reads it back.
  static func quoted(_ word: String) -> String {
    if isPlain(word) { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// The words of a line in which ``quoted(_:)`` wrote them.
  private static func unquoted(_ line: Substring) -> [String] {
    var words = [""]
    var isQuoted = false
    var rest = line.unicodeScalars
    while let scalar = rest.popFirst() {
      switch scalar {
      case "'": isQuoted.toggle()
      case "\\" where !isQuoted: if let next = rest.popFirst() { words[words.count - 1].unicodeScalars.append(next) }
      case " " where !isQuoted: words.append("")
      default: words[words.count - 1].unicodeScalars.append(scalar)
      }
    }
    return words
  }

  /// True for a word that a shell and the kernel read as it is.
  private static func isPlain(_ word: String) -> Bool {
    !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_./:@%+=".utf8.contains(byte)
        }
      }
  }
}

extension Substring {
  fileprivate func tail(behind prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }
}
