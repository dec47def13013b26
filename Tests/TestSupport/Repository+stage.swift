package import Git

extension Repository {
  /// Stages the tree of any files, with any modes and names: what no command of ours would write.
  package func stageTree(of files: [RepositoryPath: TreeEntry]) throws -> ObjectID {
    try stageFolder(files.map { ($0.key.components.map { Array($0) }, $0.value) })
  }

  private func stageFolder(_ rows: [([[UInt8]], TreeEntry)]) throws -> ObjectID {
    var entries: [TreeEntry] = []
    for (name, group) in Dictionary(grouping: rows, by: { $0.0[0] }) {
      if let file = group.first(where: { $0.0.count == 1 }) {
        entries.append(TreeEntry(mode: file.1.mode, name: name[...], id: file.1.id))
      }
      let below = group.filter { $0.0.count > 1 }.map { (Array($0.0.dropFirst()), $0.1) }
      if !below.isEmpty { entries.append(TreeEntry(mode: .folder, name: name[...], id: try stageFolder(below))) }
    }
    let sorted = entries.sorted { key($0).lexicographicallyPrecedes(key($1)) }
    var content: [UInt8] = []
    for entry in sorted {
      content += Array(String(entry.mode.rawValue, radix: 8).utf8) + [0x20]
      content += Array(entry.name) + [0] + entry.id.bytes
    }
    return try stage(.tree, content)
  }

  private func key(_ entry: TreeEntry) -> [UInt8] {
    Array(entry.name) + (entry.mode.isFolder ? [UInt8(ascii: "/")] : [])
  }
}
