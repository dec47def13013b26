/// What becomes of one path in a tree.
package enum PathUpdate: Hashable, Sendable {
  /// A regular file with the content of this blob.
  case file(ObjectID)
  case removed
}

extension Repository {
  /// Stages the tree that `base` becomes when `updates` are applied, and its new subtrees.
  ///
  /// Only folders on the changed paths are read and written; a folder that becomes empty goes away. Nothing reaches the
  /// object store before ``writeStagedObjects()``.
  ///
  /// - Parameter base: nil for the empty tree.
  package func stageTree(
    from base: ObjectID?, applying updates: [RepositoryPath: PathUpdate]
  ) throws(GitError) -> ObjectID {
    let rows = updates.map { (components: $0.key.components[...], update: $0.value) }
    if let tree = try stageTree(from: base, rows) { return tree }
    return try stage(.tree, [])
  }

  private typealias Row = (components: ArraySlice<ArraySlice<UInt8>>, update: PathUpdate)

  /// - Returns: nil where nothing is left in the folder.
  private func stageTree(from base: ObjectID?, _ rows: [Row]) throws(GitError) -> ObjectID? {
    let old = try base.map { id throws(GitError) in try tree(id) } ?? .empty
    var entries: [ArraySlice<UInt8>: TreeEntry] = [:]
    for entry in old { entries[entry.name] = entry }
    var nested: [ArraySlice<UInt8>: [Row]] = [:]
    for row in rows {
      guard let name = row.components.first else { continue }
      if row.components.count > 1 {
        nested[name, default: []].append((row.components.dropFirst(), row.update))
      } else if case .file(let id) = row.update {
        entries[name] = TreeEntry(mode: .file, name: name, id: id)
      } else {
        entries[name] = nil
      }
    }
    for (name, rows) in nested {
      let folder = entries[name].flatMap { $0.mode.isFolder ? $0.id : nil }
      entries[name] = try stageTree(from: folder, rows).map { TreeEntry(mode: .folder, name: name, id: $0) }
    }
    guard !entries.isEmpty else { return nil }
    var bytes: [UInt8] = []
    for entry in entries.values.sorted(by: { $0.order(against: $1) < 0 }) {
      bytes += String(entry.mode.rawValue, radix: 8).utf8
      bytes.append(UInt8(ascii: " "))
      bytes += entry.name
      bytes.append(0)
      bytes += entry.id.bytes
    }
    return try stage(.tree, bytes)
  }
}
