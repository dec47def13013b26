/// Which addresses of the app are pages of a site, and in which file each is.
struct SiteFiles: Sendable {
  static let script = "-/site.js"
  static let search = "-/search.json"
  static let notFound = "404.html"
  /// So that GitHub takes the files as they are: it would leave out folders that begin with `_`.
  static let asTheyAre = ".nojekyll"

  /// By the address that a server has for it, with its query.
  private var files: [String: String] = [:]

  func file(of address: String) -> String? { files[address] }

  mutating func add(_ address: Address, _ file: String) { files[address.text] = file }
}
