import Manifests
import Rules
import TestSupport
import Testing

/// What a change of an interface needs, by the table of the documentation.
struct CompatibilityTests {
  @Test("needs what the table says", arguments: CompatibilityTable.rows)
  func needs(_ row: CompatibilityTable.Row) throws {
    let (before, after) = try row.interfaces()
    let compatibility = Compatibility(from: before, to: after)
    #expect(compatibility.leastBump == row.bump)
    #expect(row.reasons == compatibility.words(before, after))
  }

  @Test("needs nothing where nothing changed", arguments: CompatibilityTable.rows)
  func isReflexive(_ row: CompatibilityTable.Row) throws {
    let (before, after) = try row.interfaces()
    #expect(Compatibility(from: before, to: before).reasons.isEmpty)
    #expect(Compatibility(from: after, to: after).reasons.isEmpty)
  }

  /// docs/compatibility.md, between its marks.
  @Test func theTableInTheDocumentationIsCurrent() throws {
    let path = "docs/compatibility.md"
    let (start, end) = ("<!-- the table starts -->\n", "<!-- the table ends -->")
    let text = try SourceTree.text(path)
    let head = try #require(text.firstRange(of: start))
    let tail = try #require(text.firstRange(of: end))
    try expectSnapshot(
      String(text[..<head.upperBound]) + CompatibilityTable.markdown + String(text[tail.lowerBound...]), at: path)
  }
}

extension Compatibility {
  /// The reasons, and what is not judged of what one of the sides says.
  fileprivate func words(_ before: ModelInterface, _ after: ModelInterface) -> [String] {
    let gaps = gaps.filter { !($0.isMissingBefore && $0.isMissingAfter) }
    return reasons.map(\.text) + gaps.map { "not judged: \($0.text("1.0.0", "2.0.0"))" }
  }
}

extension CompatibilityTable {
  static var markdown: String {
    sections.map { section in
      let rows = section.rows.map { row in
        let reasons = row.reasons.isEmpty ? "nothing that callers meet changed" : row.reasons.joined(separator: "; ")
        let bump = row.reasons.first?.hasPrefix("not judged") == true ? "" : "**\(row.bump.rawValue)**"
        return "| \(row.change) | `\(row.before)` | `\(row.after)` | \(bump) | \(reasons) |\n"
      }
      return "\n### \(section.title)\n\n| change | before | after | needs | why |\n| --- | --- | --- | --- | --- |\n"
        + rows.joined()
    }.joined() + "\n"
  }
}
