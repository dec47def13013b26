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

  /// Judges folders such as `blobs/sha256/ab`, and tells their well-formed pointers, in the folders' order, sorted.
  ///
  /// - Parameter arePlain: ``SnapshotParts/areBlobsPlain``.
  func judge(blobs folders: [SnapshotParts.Folder], arePointers: Bool, arePlain: Bool) throws(GitError) -> (
    report: Report, pointers: [PointerTable.Pointer]
  ) {
    defer { snapshot.forget(beyond: Self.manifestsKept) }
    var pointers: [PointerTable.Pointer] = []
    var rest: [[TreeChange]] = []
    var isPathJudged = false
    for folder in folders {
      if !arePlain { isPathJudged = false }
      rest.append(
        try arePointers
          ? read(folder, &pointers, &isPathJudged) : repository.files(below: folder.path, folder.tree))
    }
    let report = try judge(Array(rest.joined()))
    guard arePointers, !report.diagnostics.isEmpty else { return (report, pointers) }
    var reports: [Report] = []
    for (folder, rest) in zip(folders, rest) {
      let report = try judge(rest)
      reports.append(
        report.diagnostics.isEmpty ? report : try judge(repository.files(below: folder.path, folder.tree)))
    }
    return (Judge.merged(reports), pointers)
  }

  /// - Parameters:
  ///   - pointers: gains the well-formed pointers of `blobs/sha256/ab`.
  ///   - isPathJudged: true where a pointer in such a path is among those that the rules judge.
  /// - Returns: the folder's other files, and one pointer where none is judged yet.
  private func read(
    _ folder: SnapshotParts.Folder, _ pointers: inout [PointerTable.Pointer], _ isPathJudged: inout Bool
  ) throws(GitError) -> [TreeChange] {
    guard folder.path.hasPrefix("blobs/sha256/"), folder.path.name.count == 2 else {
      return try repository.files(below: folder.path, folder.tree)
    }
    var rest: [TreeChange] = []
    for second in try repository.wellFormedTree(folder.tree) {
      let path = folder.path.appending(second.name)
      guard second.mode.isFolder, second.name.count == 2, second.id != Tree.emptyID else {
        rest += try repository.files(of: second, in: folder.path)
        continue
      }
      for entry in try repository.wellFormedTree(second.id) {
        if entry.mode == .file, entry.name.starts(with: folder.path.name),
          entry.name.dropFirst(2).starts(with: second.name),
          try snapshot.sizeInBytes(of: entry.id) <= LFSPointer.sizeLimitInBytes,
          let pointer = PointerTable.pointer(named: entry.name, try snapshot.content(of: entry.id))
        {
          // The rules judge one, which tells what they find in the folder's own path.
          if !isPathJudged { rest += try repository.files(of: entry, in: path) }
          isPathJudged = true
          pointers.append(pointer)
        } else {
          rest += try repository.files(of: entry, in: path)
        }
      }
    }
    return rest
  }

  // MARK: Models

  /// Versions that the rules found nothing in, by the registry's folder, the one that was met last first: CI writes the models
  /// of a registry alike.
  private var sound: [RepositoryPath: [SoundVersion]] = [:]
  /// More shapes of manifests than this in one registry are judged one by one.
  private static let soundLimit = 8

  /// - Parameter pointers: nil where versions are judged by the rules alone.
  func judge(model folder: SnapshotParts.Folder, _ pointers: PointerTable?) throws(GitError) -> Report {
    defer { snapshot.forget(beyond: Self.manifestsKept) }
    guard let pointers, let registry = folder.path.parent else {
      return try judge(repository.files(below: folder.path, folder.tree))
    }
    var measures = sound[registry] ?? []
    guard let rest = try unlike(folder, pointers, &measures) else {
      return try judge(repository.files(below: folder.path, folder.tree))
    }
    let report = try judge(rest)
    // What was passed over may be like something that is not sound.
    guard report.diagnostics.isEmpty else { return try judge(repository.files(below: folder.path, folder.tree)) }
    sound[registry] = Array(measures.prefix(Self.soundLimit))
    return report
  }

  /// Enough that what models share is read once, and few enough for the memory of a small machine: 10 KB each.
  private static let manifestsKept = 2000

  /// The files of a model's folder but the versions that are like another; nil where it is no ordinary folder.
  ///
  /// - Parameter measures: gains the versions that others were measured by, or may be.
  private func unlike(
    _ folder: SnapshotParts.Folder, _ pointers: PointerTable, _ measures: inout [SoundVersion]
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
    // Without the model's own manifest nothing would tell what the rules find in the folder's path.
    guard !rest.isEmpty else { return nil }
    guard let versions else { return rest }
    let path = folder.path.appending(versions.name)
    let tree = try repository.wellFormedTree(versions.id)
    guard tree.allSatisfy({ $0.mode == .file && Self.isVersion($0.name) }) else { return nil }
    for entry in tree {
      let size = try snapshot.sizeInBytes(of: entry.id)
      guard size <= ManifestKind.modelVersion.sizeLimitInBytes else { return nil }
      let content = try snapshot.content(of: entry.id)
      if let index = measures.firstIndex(where: { $0.isLike(content, named: entry.name, in: folder.path, pointers) }) {
        if index > 0 { measures.swapAt(0, index) }
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
