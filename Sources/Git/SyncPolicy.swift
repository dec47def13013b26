/// What is synced to disk before a command says that it is done.
///
/// Without `core.fsync` all is, which is more than git's own default: a version that somebody was told of is not lost in a
/// power cut. With it, what git would sync.
///
/// Source: git-config(1), "core.fsync".
package struct SyncPolicy: Hashable, Sendable {
  /// Objects, and the content behind them.
  package let objects: Bool
  package let references: Bool

  /// - Parameter setting: the value of `core.fsync`; nil where it is not set.
  package init(_ setting: String?) {
    guard let setting, !setting.isEmpty else {
      (objects, references) = (true, true)
      return
    }
    // git's default on most platforms: committed,-loose-object
    var components: Set<Component> = []
    var added: Set<Component> = []
    var removed: Set<Component> = []
    for word in setting.split(whereSeparator: { ", \t\n\r".contains($0) }) {
      if word == "none" { components = [] }
      if word.hasPrefix("-") {
        removed.formUnion(Self.components(word.dropFirst()))
      } else {
        added.formUnion(Self.components(word))
      }
    }
    components = components.subtracting(removed).union(added)
    objects = components.contains(.looseObject)
    references = components.contains(.reference)
  }

  /// Those of git's components that matter here: objects are written one by one or in packs, both as loose objects' policy says.
  private enum Component {
    case looseObject, reference
  }

  private static func components(_ word: Substring) -> Set<Component> {
    switch word {
    case "loose-object", "objects": [.looseObject]
    case "reference": [.reference]
    case "committed", "added", "all": [.looseObject, .reference]
    default: []
    }
  }
}
