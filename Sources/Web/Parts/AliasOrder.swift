import Manifests

/// Aliases as they are listed: protected ones first, then by name.
enum AliasOrder {
  static func sorted(_ aliases: some Sequence<String>, _ registry: Registry) -> [String] {
    let isProtected = { registry.protectedAliases.contains($0) }
    return aliases.sorted { (isProtected($0) ? 0 : 1, $0) < (isProtected($1) ? 0 : 1, $1) }
  }
}
