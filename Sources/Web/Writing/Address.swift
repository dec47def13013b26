/// Where a link leads: a page of ours, made by ``Links``, or an address of the web that somebody wrote.
package struct Address: Hashable, Sendable {
  let text: String

  /// - Parameter text: encoded by ``Links``.
  init(own text: String) { self.text = text }

  /// Of a page that is not there: in a site of files, what it was not written with. A link to it is its text alone.
  static let nowhere = Address(own: "")

  var isNowhere: Bool { text.isEmpty }

  /// An address elsewhere; nil for what a browser might run, open as a file, or read as one of our own.
  init?(foreign text: String) {
    let lower = text.prefix(8).lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return nil }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\\") }) else { return nil }
    self.text = text
  }
}
