import Manifests

extension Catalog {
  /// The paths of manifests of a kind that cannot be read, sorted.
  func unreadable(_ kind: FactRow.Kind, registry: String?, model: String?) throws(DatabaseError) -> [String] {
    var paths: [String] = []
    let rows = try database.statement("SELECT path FROM unreadable ORDER BY path")
    defer { rows.reset() }
    while try rows.step() { paths.append(rows.text(0)) }
    let folder = kind == .version ? "versions" : "candidates"
    return paths.filter { path in
      let parts = path.split(separator: "/")
      return parts.count == 5 && parts[3] == folder && parts[1] == registry ?? String(parts[1])
        && parts[2] == model ?? String(parts[2])
    }
  }
}
