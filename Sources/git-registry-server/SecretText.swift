/// Text without what lets somebody in: an error may quote what a caller sent.
enum SecretText {
  /// Words that begin so are secrets whole; what follows the last ones is.
  private static let beginnings = ["grt_", "glpat-", "whsec_", "eyJ"]
  private static let headers = ["bearer ", "basic "]

  static func hidden(_ text: String) -> String {
    var hidden = ""
    var rest = text[...]
    while let first = rest.first {
      if let start = beginnings.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(start.count).drop(while: isPartOfSecret)
        hidden += "\(start)…"
      } else if let header = headers.first(where: { rest.prefix($0.count).lowercased() == $0 }) {
        hidden += rest.prefix(header.count) + "…"
        rest = rest.dropFirst(header.count).drop(while: isPartOfSecret)
      } else {
        hidden.append(first)
        rest = rest.dropFirst()
      }
    }
    return hidden
  }

  private static func isPartOfSecret(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "-_.~+/=".contains(character)
  }
}
