import Diagnostics
import Git
import ManifestCoding
import Manifests
import Rules

/// Judges parts of a snapshot, one after another, on one thread.
///
/// What an exact look finds to be like something that the rules found nothing in is passed over; all else, and every file
/// of a part in which they find anything, is judged by the rules.
final class PartJudge {
  private let snapshot: CommitSnapshot
  private let facts: Facts
  private var repository: Repository { snapshot.repository }

  init(_ snapshot: CommitSnapshot, _ facts: Facts) {
    self.snapshot = snapshot
    self.facts = facts
  }

  func judge(_ entries: [TreeChange]) throws(GitError) -> Report {
    guard !entries.isEmpty else { return .empty }
    return try Judge.judge(Change(from: nil, to: snapshot, entries: entries, isTransition: false), facts)
  }

  // MARK: Blobs

  /// What is in a folder such as `blobs/sha256/ab`.
  struct ListedFolder: Sendable {
    let folder: SnapshotParts.Folder
    /// The files that are where pointers have to be, in the folder's order; none of them is read yet.
    fileprivate(set) var entries: [PointerTable.Entry] = []
    /// All others.
    fileprivate(set) var rest: [TreeChange] = []

    /// The two digits that it is called by; nil for another name.
    var first: UInt8? {
      let name = folder.path.name
      guard folder.path.hasPrefix("blobs/sha256/"), name.count == 2, let high = name.first.flatMap(Hexadecimal.value),
        let low = name.last.flatMap(Hexadecimal.value)
      else { return nil }
      return high << 4 | low
    }
  }

  func list(_ folder: SnapshotParts.Folder) throws(GitError) -> ListedFolder {
    var listed = ListedFolder(folder: folder)
    guard listed.first != nil else {
      listed.rest = try repository.files(below: folder.path, folder.tree)
      return listed
    }
    for second in try repository.wellFormedTree(folder.tree) {
      guard second.mode.isFolder, second.name.count == 2, second.id != Tree.emptyID else {
        listed.rest += try repository.files(of: second, in: folder.path)
        continue
      }
      for entry in try repository.wellFormedTree(second.id) {
        if let found = PointerTable.Entry(entry, first: folder.path.name, second: second.name) {
          listed.entries.append(found)
        } else {
          listed.rest += try repository.files(of: entry, in: folder.path.appending(second.name))
        }
      }
    }
    return listed
  }

  /// Judges every file of some folders by the rules.
  func judge(blobs folders: [SnapshotParts.Folder]) throws(GitError) -> Report {
    defer { snapshot.forget(beyond: Self.manifestsKept) }
    var files: [TreeChange] = []
    for folder in folders { files += try repository.files(below: folder.path, folder.tree) }
    return try judge(files)
  }

  /// Judges folders whose pointers are known, or are well-formed, or else judged by the rules.
  ///
  /// - Parameters:
  ///   - isKnown: true for the places in the table whose pointers need not be read.
  ///   - arePlain: ``SnapshotParts/areBlobsPlain``.
  func judge(
    blobs folders: [ListedFolder], _ pointers: PointerTable, isKnown: [Bool], arePlain: Bool
  ) throws(GitError) -> Report {
    defer { snapshot.forget(beyond: Self.manifestsKept) }
    var rest: [[TreeChange]] = []
    var isPathJudged = false
    for listed in folders {
      if !arePlain { isPathJudged = false }
      rest.append(listed.rest + (try unlikePointers(listed, pointers, isKnown, &isPathJudged)))
    }
    let report = try judge(Array(rest.joined()))
    guard !report.diagnostics.isEmpty else { return report }
    var reports: [Report] = []
    for (listed, rest) in zip(folders, rest) {
      let report = try judge(rest)
      reports.append(report.diagnostics.isEmpty ? report : try judge(blobs: [listed.folder]))
    }
    return Judge.merged(reports)
  }

  /// The files in the places of pointers that are none, and one pointer if no path of such is judged yet.
  private func unlikePointers(
    _ listed: ListedFolder, _ pointers: PointerTable, _ isKnown: [Bool], _ isPathJudged: inout Bool
  ) throws(GitError) -> [TreeChange] {
    guard let first = listed.first else { return [] }
    var files: [TreeChange] = []
    for index in pointers.range(ofFolder: first) {
      let entry = pointers[index, inFolder: first]
      if isPathJudged {
        if isKnown[index] { continue }
        let content = try snapshot.content(of: entry.id, atMost: LFSPointer.sizeLimitInBytes)
        if let content, PointerTable.isPointer(content, of: entry.digest) { continue }
      }
      isPathJudged = true
      let name = entry.digest.hex
      files.append(
        TreeChange(
          path: listed.folder.path.appending(name[2..<4]).appending(name[...]), before: nil,
          after: TreeEntry(mode: .file, name: name[...], id: entry.id)))
    }
    return files
  }

  // MARK: Models

  /// Versions that the rules found nothing in, by the registry's folder, the one that was met last first: CI writes the models
  /// of a registry alike.
  private var sound: [RepositoryPath: [SoundVersion]] = [:]
  /// More shapes of manifests than this in one registry are judged one by one.
  private static let soundLimit = 8

  /// - Parameter pointers: nil if versions are judged by the rules alone.
  /// - Returns: and the places in the table of pointers that are what they have to be.
  func judge(
    model folder: SnapshotParts.Folder, _ pointers: PointerTable?
  ) throws(GitError) -> (report: Report, known: [Int32]) {
    defer { snapshot.forget(beyond: Self.manifestsKept) }
    var known: [Int32] = []
    guard let pointers, let registry = folder.path.parent else {
      return (try judge(repository.files(below: folder.path, folder.tree)), known)
    }
    var measures = sound[registry] ?? []
    guard let rest = try unlike(folder, pointers, &measures, &known) else {
      return (try judge(repository.files(below: folder.path, folder.tree)), known)
    }
    let report = try judge(rest)
    // What was passed over may be like something that is not sound.
    guard report.diagnostics.isEmpty else {
      return (try judge(repository.files(below: folder.path, folder.tree)), known)
    }
    sound[registry] = Array(measures.prefix(Self.soundLimit))
    return (report, known)
  }

  /// Enough that what models share is read once, and few enough for the memory of a small machine: 10 KB each.
  private static let manifestsKept = 2000

  /// The files of a model's folder but the versions that are like another; nil if it is not an ordinary folder.
  ///
  /// - Parameters:
  ///   - measures: gains the versions that others were measured by, or may be.
  ///   - known: gains the places of the pointers that were met.
  private func unlike(
    _ folder: SnapshotParts.Folder, _ pointers: PointerTable, _ measures: inout [SoundVersion], _ known: inout [Int32]
  ) throws(GitError) -> [TreeChange]? {
    var rest: [TreeChange] = []
    var versions: TreeEntry?
    for entry in try repository.wellFormedTree(folder.tree) {
      if entry.mode.isFolder, entry.name.elementsEqual("versions".utf8) {
        versions = entry
      } else {
        rest += try repository.files(of: entry, in: folder.path)
      }
    }
    // Without the model's own manifest nothing would report what the rules find in the folder's path.
    guard !rest.isEmpty else { return nil }
    guard let versions else { return rest }
    let path = folder.path.appending(versions.name)
    let tree = try repository.wellFormedTree(versions.id)
    guard tree.allSatisfy({ $0.mode == .file && Self.isVersion($0.name) }) else { return nil }
    var ordinals: Set<Int64> = []
    for entry in tree {
      let limit = ManifestKind.modelVersion.sizeLimitInBytes
      guard let content = try snapshot.content(of: entry.id, atMost: limit) else { return nil }
      let like = measures.firstIndex { $0.isLike(content, named: entry.name, in: folder.path, pointers, &known) }
      if let like {
        // Those of what is judged by the rules are compared with all others there.
        if let ordinal = measures[like].ordinal(of: content), !ordinals.insert(ordinal).inserted { return nil }
        if like > 0 { measures.swapAt(0, like) }
        continue
      }
      rest.append(TreeChange(path: path.appending(entry.name), before: nil, after: entry))
      guard measures.count < 2 * Self.soundLimit, let measure = try SoundVersion(content, in: snapshot) else {
        continue
      }
      measures.insert(measure, at: 0)
    }
    return rest
  }

  /// `1.2.0.yaml`, in digits alone: a name that no other can be confused with.
  private static func isVersion(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.count <= 40, ManifestFormat(ofFile: name) == .yaml else { return false }
    let numbers = name.dropLast(5).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return numbers.count == 3
      && numbers.allSatisfy { number in
        !number.isEmpty && number.allSatisfy { (48...57).contains($0) } && (number.count == 1 || number.first != 48)
      }
  }
}
