import Catalog
import Git
import GitObjects
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// The versions of a model by the numbers that MLflow knows them by, and what its lists need of each. Made once for each state of the
/// model's folder, from the one before: only manifests that changed are read.
struct ModelIndex: Sendable {
  struct Entry: Sendable {
    let number: SemanticVersion
    let blob: ObjectID
    let format: ManifestFormat
    /// Zero for a version of which the history does not say which one it was.
    let ordinal: Int
    let stage: Stage
    /// When its manifest was last edited, in milliseconds since 1970; nil if it is as it came.
    let edited: Int64?
  }

  /// The model's folder.
  let folder: ObjectID
  /// The folder of its versions; nil without any.
  private let versions: ObjectID?
  /// By ordinal.
  private(set) var entries: [Entry]
  /// When something of the model changed first and last, in milliseconds since 1970; nil if history does not say.
  let times: (created: Int64, updated: Int64)?
  /// The newest version of each stage.
  private(set) var newest: [Stage: SemanticVersion]
  private var byNumber: [SemanticVersion: Int]

  /// - Parameters:
  ///   - repository: of the snapshot.
  ///   - known: an earlier state.
  init(
    of model: ModelName, _ folder: ObjectID, _ snapshot: CommitSnapshot, in repository: Repository,
    _ ordinals: Ordinals, _ history: HistoryCatalog?, _ known: ModelIndex?
  ) throws(GitError) {
    self.folder = folder
    versions = try RepositoryPath("\(model.folder)/versions").flatMap { path throws(GitError) in
      try snapshot.entry(at: path)
    }?.id
    (entries, newest, byNumber) = (known?.entries ?? [], known?.newest ?? [:], known?.byNumber ?? [:])
    times = history?.times(of: model).map { ($0.first * 1000, $0.last * 1000) }
    let edits = history?.edits(of: model) ?? [:]
    var isInOrder = true
    for change in try repository.changes(from: known?.versions, to: versions) where change.path.parent == nil {
      guard let format = ManifestFormat(ofFile: change.path.name),
        let number = SemanticVersion(
          String(decoding: change.path.name.dropLast(format.rawValue.utf8.count + 1), as: UTF8.self))
      else { continue }
      guard let blob = change.after, !blob.mode.isFolder else {
        // Of a manifest that was written anew in the other format, the other file says what is.
        guard let place = byNumber[number], entries[place].format == format else { continue }
        entries.remove(at: place)
        (isInOrder, byNumber) = (false, Self.places(entries))
        continue
      }
      let (own, stage) = try Self.said(in: blob.id, format, snapshot)
      let before = byNumber[number].map { entries[$0] }
      let ordinal = if let own { own } else { try ordinals.ordinal(of: number, in: model) ?? 0 }
      let entry = Entry(
        number: number, blob: blob.id, format: format, ordinal: ordinal, stage: stage,
        edited: edits["\(number)"].map { $0 * 1000 })
      if let place = byNumber[number] {
        entries[place] = entry
        isInOrder = isInOrder && before?.ordinal == ordinal && before?.stage == stage
      } else {
        isInOrder = isInOrder && entries.last.map { Self.isBefore($0, entry) } ?? true
        byNumber[number] = entries.count
        entries.append(entry)
        newest[stage] = number
      }
    }
    guard !isInOrder else { return }
    entries.sort(by: Self.isBefore)
    byNumber = Self.places(entries)
    newest = Dictionary(entries.map { ($0.stage, $0.number) }) { _, last in last }
  }

  private static func isBefore(_ first: Entry, _ second: Entry) -> Bool {
    (first.ordinal, first.number) < (second.ordinal, second.number)
  }

  private static func places(_ entries: [Entry]) -> [SemanticVersion: Int] {
    Dictionary(entries.enumerated().map { ($1.number, $0) }) { first, _ in first }
  }

  /// The highest version.
  var highest: SemanticVersion? { entries.map(\.number).max() }

  subscript(number: SemanticVersion) -> Entry? { byNumber[number].map { entries[$0] } }

  /// The version of an ordinal.
  func version(_ ordinal: Int) -> SemanticVersion? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].ordinal < ordinal { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].ordinal == ordinal && ordinal > 0 ? entries[low].number : nil
  }

  /// What a manifest says of its ordinal and its stage; most say nothing, which their bytes tell.
  private static func said(
    in blob: ObjectID, _ format: ManifestFormat, _ snapshot: CommitSnapshot
  ) throws(GitError) -> (ordinal: Int?, stage: Stage) {
    guard let content = try snapshot.content(of: blob, atMost: ManifestKind.modelVersion.sizeLimitInBytes),
      ManifestText.maySay("ordinal", content) || ManifestText.maySay(VersionTag.stage, content),
      let value = ManifestDecoder.decode(ModelVersion.self, from: content, as: format).value
    else { return (nil, .none) }
    return (value.ordinal.map { Int($0) }, value.tags[VersionTag.stage].flatMap { Stage(named: $0) } ?? .none)
  }
}
