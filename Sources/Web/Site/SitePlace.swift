/// A file of a site, as the place from which its links lead to the others.
struct SitePlace: Sendable {
  let files: SiteFiles
  let file: String
  let choice: SiteChoice
  /// True for a page that a web server shows at any address: its links cannot be relative if it is known where the site is.
  var isAnywhere = false

  /// Addresses of the server that has the files of versions; nil if there is none.
  var source: Links? { choice.source.map { Links(base: $0, at: nil, .all) } }

  /// - Parameter text: as a server has it.
  func address(of text: String) -> Address { files.file(of: text).map(address(ofFile:)) ?? .nowhere }

  /// Relative, so that the site may lie below any path, or in a folder.
  func address(ofFile file: String) -> Address {
    if isAnywhere, let base = choice.base { return Address(own: "\(base)/\(file)") }
    let depth = self.file.utf8.count { $0 == UInt8(ascii: "/") }
    return Address(own: String(repeating: "../", count: depth) + file)
  }

  /// Where a server shows it: the folder in place of its `index.html`.
  var canonical: Address? {
    guard let base = choice.base, !isAnywhere else { return nil }
    let name = "index.html"
    return Address(own: "\(base)/\(file.hasSuffix(name) ? String(file.dropLast(name.count)) : file)")
  }
}
