import Endpoints

/// The ids of a card's headings: apart from those of the page around it.
enum CardAnchor {
  private static let prefix = "card-"
  private static let lettersAtMost = 60

  /// `card-intended-use` of `Intended use`.
  static func id(_ words: String) -> String {
    let letters = words.lowercased().compactMap { letter -> Character? in
      letter.isLetter || letter.isNumber || letter == "-" || letter == "_" ? letter : letter.isWhitespace ? "-" : nil
    }
    return prefix + String(letters.prefix(lettersAtMost))
  }

  /// Where `#intended-use` leads, as the card's writer knows it from other sites.
  static func address(_ fragment: String) -> Address? {
    let text = PercentEncoding.decoded(String(fragment.dropFirst())) ?? ""
    return text.isEmpty ? nil : Address(own: "#" + PercentEncoding.encoded(id(text)))
  }
}
