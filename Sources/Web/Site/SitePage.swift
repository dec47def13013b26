/// A page of a site, as data: the function of the app that makes it, and what its path and query would be.
struct SitePage: Sendable {
  /// As a server has it.
  let address: Address
  /// Of the route whose function makes it.
  let pattern: String
  let captures: [String: String]
  let query: [(name: String, value: String)]
  let file: String

  /// - Parameter file: `PATH/index.html` unless given.
  init(
    _ address: Address, _ pattern: String, _ captures: [String: String] = [:],
    query: [(name: String, value: String)] = [], file: String? = nil
  ) {
    self.address = address
    self.pattern = pattern
    self.captures = captures
    self.query = query
    let path = address.text.dropFirst().split(separator: "/").map(Self.folder)
    self.file = file ?? (path + ["index.html"]).joined(separator: "/")
  }

  /// A model may be called as a file of the site is, in any case of its letters; nothing has a name with `~`.
  private static func folder(_ name: Substring) -> String {
    [SiteFiles.notFound, "index.html"].contains(name.lowercased()) ? name + "~" : String(name)
  }

  /// Without its query.
  var path: String { String(address.text.prefix { $0 != "?" }) }
}
