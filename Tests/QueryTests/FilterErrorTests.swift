import Query
import Testing

/// How a terminal shows where a filter is wrong.
struct FilterErrorTests {
  @Test(
    arguments: [
      (
        "metrics.accuracy > 0.9 && status = active",
        """
        metrics.accuracy > 0.9 && status = active
                               ^^
        """
      ),
      ("status =", "status =\n       ^"),
      ("größe = 1", "größe = 1\n^^^^^"),
      // On one line, and nothing that moves the cursor.
      ("a\n\tand", "a  and\n   ^^^"), ("\u{202e}a = 1", "\\u{202e}a = 1\n^^^^^^^^^"),
      (
        String(repeating: "word ", count: 100) + "&& " + String(repeating: "more ", count: 100),
        "…rd \(String(repeating: "word ", count: 9))&& \(String(repeating: "more ", count: 13))more…\n"
          + String(repeating: " ", count: 49) + "^^"
      ),
    ])
  func points(_ text: String, _ excerpt: String) {
    let error = #expect(throws: FilterError.self) { try Filter(text, in: .versions) }
    #expect(error?.excerpt == excerpt)
  }

  @Test func countsCharactersAndBytes() {
    let error = #expect(throws: FilterError.self) { try Filter("größe ключ && a", in: .versions) }
    #expect(error?.column == 12)
    #expect(error?.bytes == 17..<19)
  }
}
