/// SQL's pattern: `%` stands for any text, `_` for one character, and `\` takes a meaning away from `%`, `_` and itself.
///
/// Matching takes at most as many steps as the text has characters times those of the pattern, whatever they are: a mismatch goes back to
/// the last `%` only, since what matched before it would not match better elsewhere.
package struct LikePattern: Hashable, Sendable {
  /// As it was written.
  package let text: String
  /// False for `ILIKE`.
  package let isCaseSensitive: Bool
  private let elements: [Element]

  /// The longest pattern, and the longest word, that a filter may have.
  package static let limitInBytes = 1024

  private enum Element: Hashable, Sendable { case anyText, anyCharacter, scalar(Unicode.Scalar) }

  package init(_ text: String, isCaseSensitive: Bool) {
    self.text = text
    self.isCaseSensitive = isCaseSensitive
    var elements: [Element] = []
    var isEscaped = false
    for scalar in (isCaseSensitive ? text : text.lowercased()).unicodeScalars {
      if isEscaped {
        if !"%_\\".unicodeScalars.contains(scalar) { elements.append(.scalar("\\")) }
        elements.append(.scalar(scalar))
        isEscaped = false
        continue
      }
      switch scalar {
      case "\\": isEscaped = true
      case "_": elements.append(.anyCharacter)
      // Two of them mean what one does.
      case "%": if elements.last != .anyText { elements.append(.anyText) }
      default: elements.append(.scalar(scalar))
      }
    }
    if isEscaped { elements.append(.scalar("\\")) }
    self.elements = elements
  }

  /// The texts that have a word in them, regardless of case.
  package init(containing word: String) {
    text = word
    isCaseSensitive = false
    elements = [.anyText] + word.lowercased().unicodeScalars.map { .scalar($0) } + [.anyText]
  }

  package func matches(_ text: String) -> Bool {
    var steps = 0
    return matches(text, steps: &steps)
  }

  /// Counts the characters that were looked at.
  func matches(_ text: String, steps: inout Int) -> Bool {
    let scalars = Array((isCaseSensitive ? text : text.lowercased()).unicodeScalars)
    var (place, element) = (0, 0)
    /// The last `%`, and where the text goes on behind what it stands for.
    var anchor: (element: Int, place: Int)?
    while place < scalars.count {
      steps += 1
      if element < elements.count {
        switch elements[element] {
        case .anyText:
          anchor = (element, place)
          element += 1
          // What ends in `%` needs no more of the text.
          if element == elements.count { return true }
          continue
        case .anyCharacter:
          (place, element) = (place + 1, element + 1)
          continue
        case .scalar(let scalar) where scalar == scalars[place]:
          (place, element) = (place + 1, element + 1)
          continue
        case .scalar: break
        }
      }
      guard let last = anchor else { return false }
      anchor = (last.element, last.place + 1)
      (place, element) = (last.place + 1, last.element + 1)
    }
    return elements[element...].allSatisfy { $0 == .anyText }
  }
}
