import Diagnostics
import GitObjects

/// Whether a component of a path can be checked out everywhere and reads as what it is.
package enum PathName {
  /// Superscript digits count as digits: COM¹ is a port too.
  ///
  /// Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file; CONIN$ and CONOUT$ from git's `is_valid_win32_path`.
  private static let reserved: Set<String> = Set(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
      + ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "\u{b9}", "\u{b2}", "\u{b3}"].flatMap {
        ["com\($0)", "lpt\($0)"]
      })
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
    if let file = GitFileName.meant(by: component.utf8) {
      let isPlain = component.lowercased().utf8.elementsEqual(file.utf8) && file == ".git"
      return isPlain ? "has the component '\(file)'" : "has a component that some systems take for '\(file)'"
    }
    // Bytes, not Characters: a combining mark would hide what it sits on.
    let text = component.utf8
    if text.last == UInt8(ascii: ".") || text.last == UInt8(ascii: " ") {
      return "has a component that ends in a dot or space"
    }
    if text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: " ") {
      return "has a component that starts with a hyphen or space"
    }
    return isReserved(text) ? "has a component that Windows reserves" : nil
  }

  /// Whatever follows a dot, and spaces before it, count for nothing: `con .txt` is the console.
  private static func isReserved(_ name: String.UTF8View) -> Bool {
    var stem = name.prefix { $0 != UInt8(ascii: ".") }
    while stem.last == UInt8(ascii: " ") { stem = stem.dropLast() }
    return (3...7).contains(stem.count) && reserved.contains(String(decoding: stem, as: UTF8.self).lowercased())
  }
}
