import Glibc

/// The file that git runs: two lines of shell that start the program. A program that is gone makes the shell fail, and git
/// refuse; a link to it would dangle, and git accept.
package enum HookScript {
  /// A server's hooks that git registry has.
  package enum Name: String, CaseIterable, Sendable {
    case preReceive = "pre-receive"
    case procReceive = "proc-receive"
    case postReceive = "post-receive"
  }

  private static let mark = "# Installed by git registry "

  package static func text(
    of name: Name, program: String, version: String, options: PreReceiveHook.Options
  ) -> String {
    let words = [program, "hook", name.rawValue] + options.arguments
    return head(version) + "exec \(words.map(quoted).joined(separator: " "))\n"
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
    "#!/bin/sh\n\(mark)\(version). Do not edit: 'git registry hook install' writes it anew.\n"
  }

  /// The version that wrote a hook; nil for a file that is not ours.
  package static func version(of text: String) -> String? {
    guard let line = text.split(separator: "\n").dropFirst().first, line.hasPrefix(mark) else { return nil }
    let rest = line.dropFirst(mark.count)
    return rest.firstRange(of: ". Do not edit").map { String(rest[..<$0.lowerBound]) }
  }

  /// What is wrong with the command of one of our hooks, in a phrase that follows its path; nil for nothing.
  package static func problem(in text: String, of name: Name) -> String? {
    let lines = text.split(separator: "\n")
    guard lines.count == 3, lines[2].hasPrefix("exec "),
      let end = lines[2].firstRange(of: " hook \(name.rawValue) --actor-from ")
    else { return "was changed: it does not run git registry as its last command" }
    let word = lines[2][lines[2].index(lines[2].startIndex, offsetBy: 5)..<end.lowerBound]
    let program = word.hasPrefix("'") ? String(word.dropFirst().dropLast()) : String(word)
    return access(program, X_OK) == 0
      ? nil : "runs '\(program)', which is not there\(name == .postReceive ? "" : ": git refuses every push")"
  }

  /// A word as a POSIX shell reads it back.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:@%+=".utf8.contains(byte)
      }
    }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
