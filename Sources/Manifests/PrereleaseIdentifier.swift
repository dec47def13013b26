/// One dot-separated part of a pre-release: a number, or letters, digits and hyphens. Numbers come before text.
package enum PrereleaseIdentifier: Hashable, Sendable, Comparable, CustomStringConvertible {
  case number(NumericIdentifier)
  case text(String)

  init?(utf8 text: Substring.UTF8View) {
    guard Self.isIdentifier(text) else { return nil }
    if let number = NumericIdentifier(utf8: text) {
      self = .number(number)
    } else if text.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      return nil  // digits with a leading zero
    } else {
      self = .text(String(Substring(text)))
    }
  }

  static func isIdentifier(_ text: Substring.UTF8View) -> Bool {
    !text.isEmpty
      && text.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  package var description: String {
    switch self {
    case .number(let number): number.description
    case .text(let text): text
    }
  }

  package static func < (left: PrereleaseIdentifier, right: PrereleaseIdentifier) -> Bool {
    switch (left, right) {
    case (.number(let one), .number(let two)): one < two
    case (.text(let one), .text(let two)): one.utf8.lexicographicallyPrecedes(two.utf8)
    case (.number, .text): true
    case (.text, .number): false
    }
  }
}
