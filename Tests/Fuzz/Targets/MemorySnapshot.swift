import Git
import ManifestCoding
import Manifests
import Rules

/// A registry repository of a few files, for rules alone: no repository, and nothing on disk.
final class MemorySnapshot: Snapshot {
  private var files: [String: (id: ObjectID, content: [UInt8])] = [:]
  private var contents: [ObjectID: [UInt8]] = [:]
  let memory = SnapshotMemory()

  init(_ files: [String: [UInt8]]) {
    for (number, file) in files.sorted(by: { $0.key < $1.key }).enumerated() {
      let digits = String(number + 1, radix: 16)
      guard let id = ObjectID(hex: String(repeating: "0", count: 40 - digits.count) + digits) else { continue }
      self.files[file.key] = (id, file.value)
      contents[id] = file.value
    }
  }

  /// Every file, as what a snapshot that is judged alone has.
  var entries: [TreeChange] {
    files.sorted { $0.key < $1.key }.compactMap { path, file in
      guard let path = RepositoryPath(path) else { return nil }
      return TreeChange(path: path, before: nil, after: TreeEntry(mode: .file, name: path.name, id: file.id))
    }
  }

  func entry(at path: RepositoryPath) throws(GitError) -> TreeEntry? {
    guard let text = path.text else { return nil }
    if let file = files[text] { return TreeEntry(mode: .file, name: path.name, id: file.id) }
    let isFolder = files.keys.contains { $0.hasPrefix(text + "/") }
    return isFolder ? TreeEntry(mode: .folder, name: path.name, id: Tree.emptyID) : nil
  }

  func entries(in folder: RepositoryPath?) throws(GitError) -> [TreeEntry] {
    let prefix = folder.flatMap(\.text).map { $0 + "/" } ?? ""
    let names = Set(files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count).prefix { $0 != "/" } })
    var entries: [TreeEntry] = []
    for name in names.sorted() {
      guard let path = RepositoryPath(prefix + name), let entry = try entry(at: path) else { continue }
      entries.append(entry)
    }
    return entries
  }

  func sizeInBytes(of blob: ObjectID) throws(GitError) -> Int { try content(of: blob).count }

  func content(of blob: ObjectID) throws(GitError) -> [UInt8] { contents[blob] ?? [] }

  func content(of blob: ObjectID, atMost sizeInBytes: Int) throws(GitError) -> [UInt8]? {
    let content = try content(of: blob)
    return content.count <= sizeInBytes ? content : nil
  }

  func manifest<Value: Manifest>(_ type: Value.Type, at stem: String) throws(GitError) -> LoadedManifest<Value>? {
    for format in ManifestFormat.allCases {
      let name = "\(stem).\(format.rawValue)"
      guard let path = RepositoryPath(name), let file = files[name] else { continue }
      return LoadedManifest(
        path: path, format: format, blob: file.id, decoded: ManifestDecoder.decode(type, from: file.content, as: format)
      )
    }
    return nil
  }
}
