import Manifests

/// The name of a folder for a model that people call by free text.
enum ModelSlug {
  /// A number may be put behind it.
  private static let lengthAtMost = 112

  /// The name itself where a folder can be called so; else its letters, digits, `.`, `_` and `-`, with one `-` for all between them.
  static func of(_ name: String) -> String {
    if NameGrammar.model.accepts(name), name.utf8.count <= lengthAtMost { return name }
    var slug = ""
    for scalar in name.unicodeScalars {
      let isPlain =
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "_"
        || scalar == "."
      if isPlain {
        slug.unicodeScalars.append(scalar)
      } else if slug.last != "-" {
        slug += "-"
      }
    }
    var plain = slug.drop { $0 == "-" || $0 == "_" || $0 == "." }.prefix(lengthAtMost)
    while let last = plain.last, last == "-" || last == "_" || last == "." { plain.removeLast() }
    if NameGrammar.model.accepts(String(plain)) { return String(plain) }
    // An ending that no folder may have.
    let withoutDots = plain.replacing(".", with: "-")
    return NameGrammar.model.accepts(String(withoutDots)) ? String(withoutDots) : fallback(name)
  }

  /// `model-` and eight digits, the same for the same name.
  private static func fallback(_ name: String) -> String {
    // FNV-1a of 64 bits. Source: http://www.isthe.com/chongo/tech/comp/fnv/
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = "\(hash % 100_000_000)"
    return "model-" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }
}
