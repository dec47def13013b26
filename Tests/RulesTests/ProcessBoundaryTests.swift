import Foundation
import TestSupport
import Testing

/// What belongs to the process (its environment, its current folder, its terminal, its end, its clock) stays with the commands:
/// all that is below them can run in a server.
struct ProcessBoundaryTests {
  struct Call: Sendable, CustomTestStringConvertible {
    let word: String
    /// The files that may have it all the same, and why.
    var allowed: [String: String] = [:]
    var testDescription: String { word }
  }

  private static let hook = "git starts a hook as a process of its own, and tells it everything so"
  private static let age = "how old a file is, by the clock that dated it"

  private static let calls = [
    Call(
      word: "getenv(",
      allowed: [
        "Git/Repository+open.swift": "what git's own variables mean to a repository: the one place for all of Git",
        "Git/GitProcess.swift": "a program is looked for on the PATH, as its own start would do it",
        "Enforcement/ActorSource.swift": hook, "Enforcement/RefUpdate.swift": hook,
      ]),
    Call(
      word: "time(nil)",
      allowed: [
        "Git/Repository+commit.swift": "a handle's clock unless it is given another one",
        "Git/RefLock.swift": age, "Enforcement/JudgedPush.swift": age, "Enforcement/ServerHook+problems.swift": age,
        "Enforcement/PreReceiveHook.swift": hook, "Enforcement/StrictPush.swift": hook,
        "Enforcement/RefusalLog.swift": hook,
      ]),
    Call(word: "signal(", allowed: ["Enforcement/HookProcess.swift": hook]),
    Call(word: "alarm(", allowed: ["Enforcement/HookProcess.swift": hook]),
    Call(word: "_exit(", allowed: ["Enforcement/HookProcess.swift": hook]),
    Call(word: "exit("), Call(word: "chdir("), Call(word: "fchdir("), Call(word: "getcwd("), Call(word: "isatty("),
    Call(word: "print("),
  ]

  private static let above = ["Commands", "git-registry", "git-registry-server"]

  @Test("nothing below the commands calls", arguments: calls)
  func isNotCalled(_ call: Call) throws {
    let expression = try NSRegularExpression(
      pattern: #"(?<![\w.])(?<!func )"# + NSRegularExpression.escapedPattern(for: call.word))
    var found: Set<String> = []
    for target in try SourceTree.names(in: "Sources") where !Self.above.contains(target) {
      let files = try #require(FileManager.default.enumerator(atPath: SourceTree.url("Sources/\(target)").path))
      for case let path as String in files where path.hasSuffix(".swift") {
        let file = "\(target)/\(path)"
        for (index, line) in try SourceTree.text("Sources/\(file)").components(separatedBy: "\n").enumerated() {
          guard !line.trimmingCharacters(in: .whitespaces).hasPrefix("//"),
            expression.firstMatch(in: line, range: NSRange(line.startIndex..., in: line)) != nil
          else { continue }
          found.insert(file)
          #expect(
            call.allowed[file] != nil,
            "Sources/\(file):\(index + 1): hand in what \(call.word) would give, from Sources/Commands\n\(line)")
        }
      }
    }
    #expect(Set(call.allowed.keys).subtracting(found).sorted() == [], "these need no exception any more")
  }
}
