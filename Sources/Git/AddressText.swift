/// Addresses in texts that people see.
package enum AddressText {
  /// A text whose addresses have no name and no password: `https://ada:secret@host/x` becomes `https://host/x`, as git shows it.
  package static func withoutCredentials(_ text: String) -> String {
    guard var mark = text.firstRange(of: "://") else { return text }
    var rest = text[...]
    var clean = ""
    while true {
      clean += rest[..<mark.upperBound]
      rest = rest[mark.upperBound...]
      let host = rest.prefix { !"/ \t\n'\"".contains($0) }
      if let at = host.lastIndex(of: "@") { rest = rest[text.index(after: at)...] }
      guard let next = rest.firstRange(of: "://") else { return clean + rest }
      mark = next
    }
  }
}
