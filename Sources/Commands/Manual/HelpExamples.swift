/// The examples of a command's `--help`, in lines that a shell takes: the parser wraps them anywhere.
enum HelpExamples {
  private static let start = "EXAMPLES\n"

  /// A help text with its examples folded as a man page has them.
  static func folded(in text: String) -> String {
    guard let head = text.firstRange(of: start) else { return text }
    let rest = text[head.upperBound...]
    let end = rest.firstRange(of: "\n\n")?.lowerBound ?? rest.endIndex
    let wrapped = rest[..<end]
    // Which command's they are: the same letters.
    let letters = wrapped.filter { !$0.isWhitespace }
    guard
      let examples = CommandPage.program().all.lazy.map(\.parts.examples).first(where: { examples in
        examples.joined().filter { !$0.isWhitespace } == letters
      }), !examples.isEmpty
    else { return text }
    let lines = examples.flatMap { ManualPage.folded($0) }.map { "  \($0)" }
    return text[..<head.upperBound] + lines.joined(separator: "\n") + rest[end...]
  }
}
