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
    var old = try base.map { id throws(GitError) in try tree(id) } ?? .empty
    if !old.isWellFormed { old = old.inOrder }
    var updates: [ArraySlice<UInt8>: TreeEntry?] = [:]
    var nested: [ArraySlice<UInt8>: [Row]] = [:]
    for row in rows {
      guard let name = row.components.first else { continue }
      if row.components.count > 1 {
        nested[name, default: []].append((row.components.dropFirst(), row.update))
      } else if case .file(let id) = row.update {
        updates[name] = .some(TreeEntry(mode: .file, name: name, id: id))
      } else {
        updates[name] = .some(nil)
      }
    }
    for (name, rows) in nested {
      let there = updates[name] ?? old.entry(named: name)
      let folder = there.flatMap { $0.mode.isFolder ? $0.id : nil }
      updates[name] = .some(try stageTree(from: folder, rows).map { TreeEntry(mode: .folder, name: name, id: $0) })
    }
    let new = old.replacing(updates)
    return new.bytes.isEmpty ? nil : try stage(.tree, new.bytes)
  }
}

extension Tree {
  /// The tree with other entries of some names, or without them.
  ///
  /// The neighbours' bytes are copied as they stand.
  fileprivate func replacing(_ updates: [ArraySlice<UInt8>: TreeEntry?]) -> Tree {
    var added = updates.values.compactMap(\.self).sorted { $0.order(against: $1) < 0 }[...]
    var new: [UInt8] = []
    new.reserveCapacity(bytes.count + added.reduce(0) { $0 + $1.name.count + Self.entryOverhead })
    bytes.withUnsafeBufferPointer { bytes in
      var cursor = TreeCursor(bytes)
      while !cursor.isAtEnd {
        let entry = cursor.entry(of: self)
        if updates[entry.name] == nil {
          while let first = added.first, first.order(against: entry) < 0 {
            first.write(to: &new)
            added.removeFirst()
          }
          cursor.write(to: &new)
        }
        cursor.advance()
      }
    }
    for entry in added { entry.write(to: &new) }
    return Tree(bytes: new)
  }

  /// Six digits, a blank and a NUL, and the id.
  private static let entryOverhead = 8 + ObjectID.byteCount

  /// The readable entries as git writes them; of a name that stands twice, the last.
  fileprivate var inOrder: Tree {
    var entries: [ArraySlice<UInt8>: TreeEntry] = [:]
    for entry in self { entries[entry.name] = entry }
    return Tree.empty.replacing(entries.mapValues { .some($0) })
  }
}

extension TreeEntry {
  fileprivate func write(to bytes: inout [UInt8]) {
    bytes += String(mode.rawValue, radix: 8).utf8
    bytes.append(UInt8(ascii: " "))
    bytes += name
    bytes.append(0)
    id.append(to: &bytes)
  }
}
