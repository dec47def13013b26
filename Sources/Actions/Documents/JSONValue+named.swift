package import Diagnostics
package import ManifestCoding

extension JSONValue {
  /// A manifest's fields after the name that its path gives it: a member, a team.
  package static func named(_ name: String, _ manifest: some Manifest, and more: [Member] = []) -> JSONValue {
    .object([.init("name", .string(name))] + more + manifest.shownFields)
  }
}
