import Git

/// Whether a component of a path can be checked out everywhere and reads as what it is.
package enum PathName {
  private static let reserved: Set<String> = Set(
    ["con", "prn", "aux", "nul", "conin$", "conout$"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })
  private static let forbidden = Set("\\:<>\"|?*".utf8)

  /// What is wrong with a component, in a phrase that follows the path; nil for nothing.
  package static func problem(of component: ArraySlice<UInt8>) -> String? {
    if component.contains(where: { !(0x20...0x7e).contains($0) }) { return "has characters other than printable ASCII" }
    return portabilityProblem(of: String(decoding: component, as: UTF8.self))
  }

  /// The same for names that may hold letters of any script.
  static func portabilityProblem(of component: String) -> String? {
    if let byte = component.utf8.first(where: forbidden.contains) {
      return "has the character '\(EscapedText.printable([byte]))'"
    }
    if component.lowercased().utf8.elementsEqual(".git".utf8) { return "has the component '.git'" }
    // Bytes, not Characters: a combining mark would hide what it stands on.
    let text = component.utf8
    if text.last == UInt8(ascii: ".") || text.last == UInt8(ascii: " ") {
      return "has a component that ends in a dot or space"
    }
    if text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: " ") {
      return "has a component that starts with a hyphen or space"
    }
    let stem = String(decoding: text.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self).lowercased()
    return reserved.contains(stem) ? "has a component that Windows reserves" : nil
  }
}
