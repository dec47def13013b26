import Foundation
import TestSupport
import Testing

/// The worst patterns of docs/style-of-words.md stay out of messages and help.
struct PlainEnglishTests {
  struct Pattern: Sendable, CustomTestStringConvertible {
    let words: String
    var allowed: [String] = []
    let instead: String
    var testDescription: String { words }
  }

  private static let patterns = [
    Pattern(words: " is no ", allowed: ["there is no ", " is no longer "], instead: "is not a"),
    Pattern(words: " are no ", allowed: ["there are no ", " are no longer "], instead: "are not"),
    Pattern(words: " never was\"", instead: "does not exist and never did"),
    Pattern(words: "\"Tell ", instead: "Show, Report or Check"),
    Pattern(words: " stands twice", instead: "appears twice"),
    Pattern(words: " tells ", instead: "says or shows"),
  ]

  @Test("no message or help text in Sources says", arguments: patterns)
  func isNotSaid(_ pattern: Pattern) throws {
    let files = try #require(FileManager.default.enumerator(atPath: SourceTree.url("Sources").path))
    for case let path as String in files where path.hasSuffix(".swift") {
      for (index, line) in try SourceTree.text("Sources/\(path)").components(separatedBy: "\n").enumerated() {
        guard !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") else { continue }
        let text = pattern.allowed.reduce(line) { $0.replacingOccurrences(of: $1, with: "", options: .caseInsensitive) }
        #expect(!text.contains(pattern.words), "\(path):\(index + 1): write: \(pattern.instead)\n\(line)")
      }
    }
  }
}
