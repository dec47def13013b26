/// The text that asks for a page: how many values went before, and a mark of the question, so that it continues no other.
enum PageToken {
  static func text(_ offset: Int, of question: String) -> String {
    let mark = String(hash(question), radix: 16)
    return "\(offset)-\(mark)"
  }

  /// The offset of a token; 0 for none.
  ///
  /// - Throws: `invalid` if it is not a token of this question.
  static func offset(_ text: String?, of question: String) throws(RunStoreError) -> Int {
    guard let text, !text.isEmpty else { return 0 }
    guard let offset = Int(text.prefix { $0 != "-" }), offset > 0, text == self.text(offset, of: question) else {
      throw .invalid("Invalid page token '\(text)': it continues another search. Ask without one.")
    }
    return offset
  }

  /// The page of values that were read one beyond it.
  static func page<Value: Sendable>(_ values: [Value], limit: Int, after offset: Int, of question: String) -> Page<
    Value
  > {
    guard values.count > limit else { return Page(values) }
    return Page(Array(values.prefix(limit)), nextToken: text(offset + limit, of: question))
  }

  /// FNV-1a.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
