import Foundation
import Query
import TestSupport
import Testing

/// docs/search.md says what is so.
struct SearchDocumentTests {
  private static let scopes: [SearchScope] = [.versions, .models, .candidates, .registries, .artifacts, .history]

  /// The cells of the tables' rows, with the signs that Markdown escapes.
  private static func rows() throws -> [[String]] {
    try SourceTree.text("docs/search.md").split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
      line.replacing("\\|", with: "\u{1}").split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces).replacing("\u{1}", with: "|")
      }
    }
  }

  private static func quoted(_ cell: String) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map {
      String($0.element)
    }
  }

  @Test("lists the fields of", arguments: scopes)
  func listsFields(_ scope: SearchScope) throws {
    let row = try #require(try Self.rows().first { $0[0] == scope.rows })
    let fields = try #require(Self.quoted(row[1]).first).split(separator: " ").map(String.init)
    #expect(fields == scope.fieldNames.filter { !$0.hasSuffix(".") })
    let facts = ["metrics", "parameters", "tags"].filter { row[1].contains(", \($0)") }
    #expect(facts == scope.facts.map(\.rawValue))
  }

  @Test func showsMistakesAndWhatIsMeant() throws {
    let rows = try Self.rows()
    let head = try #require(rows.firstIndex { $0 == ["written", "write"] })
    let mistakes = rows[(head + 1)...].prefix { $0.count == 2 && $0[0].hasPrefix("`") }
    #expect(mistakes.count >= 7)
    for row in mistakes {
      for wrong in Self.quoted(row[0]) {
        #expect(throws: FilterError.self, "\(wrong)") { try Filter(wrong, in: .versions) }
      }
      for right in Self.quoted(row[1]) { #expect(throws: Never.self, "\(right)") { try Filter(right, in: .versions) } }
    }
  }

  @Test func showsAnError() throws {
    let error = try #require(throws: FilterError.self) {
      try Filter("metrics.accuracy > 0.9 && status = active", in: .versions)
    }
    let shown = "\(error)\n\(error.excerpt)".split(separator: "\n").map { "    \($0)\n" }.joined()
    #expect(try SourceTree.text("docs/search.md").contains(shown))
  }
}
