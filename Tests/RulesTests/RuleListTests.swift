import Diagnostics
import Foundation
import Rules
import TestSupport
import Testing

/// The list of rules, their files and their words.
struct RuleListTests {
  @Test func isSortedAndEqualsTheFilesOfTheTarget() throws {
    let ids = Rule.all.map(\.id)
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
    let files = try SourceTree.names(in: "Sources/Rules").filter { $0.hasSuffix(".swift") && $0 != "RuleList.swift" }
    let expected = ids.map { id in id.split(separator: "-").map(\.capitalized).joined() + ".swift" }
    #expect(files == expected.sorted())
  }

  @Test("has every part of its explanation", arguments: Rule.all.map(\.id))
  func isExplained(_ id: String) throws {
    let rule = try #require(Rule.named(id))
    #expect(rule.id.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-") })
    #expect(!rule.summary.isEmpty && !rule.summary.hasSuffix("."))
    #expect(rule.explanation.hasSuffix(".") || rule.explanation.hasSuffix(")"))
    #expect(!rule.example.isEmpty)
    #expect(rule.isAdjustable || rule.severity == .error)
  }
}
