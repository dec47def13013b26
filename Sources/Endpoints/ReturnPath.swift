/// Where a browser goes after a form or a sign-in: a path of this server, whatever was asked for.
package struct ReturnPath {
  package let text: String

  /// - Parameter wish: `/` for anything that a browser could take for another host, or that the header cannot hold.
  package init(_ wish: String) {
    // Browsers take `/\host` for `//host`, and pass over tabs and line ends.
    let isPlain = wish.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }
    let isPath = wish.hasPrefix("/") && !wish.hasPrefix("//") && wish.utf8.count <= 1024
    text = isPlain && isPath ? wish : "/"
  }
}
