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
  /// By ordinal.
  let entries: [Entry]
  /// When something of the model changed first and last, in milliseconds since 1970; nil if history does not say.
  let times: (created: Int64, updated: Int64)?
  /// The newest version of each stage.
  let newest: [Stage: SemanticVersion]
  private let byNumber: [SemanticVersion: Int]

  /// - Parameter known: an earlier state.
  init(
    of model: ModelName, _ folder: ObjectID, _ snapshot: CommitSnapshot, _ ordinals: Ordinals,
    _ history: HistoryCatalog?,
    _ known: ModelIndex?
  ) throws(GitError) {
    self.folder = folder
    var entries: [Entry] = []
    let edits = history?.edits(of: model) ?? [:]
    if let path = RepositoryPath("\(model.folder)/versions") {
      for file in try snapshot.entries(in: path) where !file.mode.isFolder {
        guard let format = ManifestFormat(ofFile: file.name),
          let number = SemanticVersion(
            String(decoding: file.name.dropLast(format.rawValue.utf8.count + 1), as: UTF8.self))
        else { continue }
        if let same = known?[number], same.blob == file.id {
          entries.append(same)
          continue
        }
        let (own, stage) = try Self.said(in: file.id, format, snapshot)
        let ordinal =
          if let own { own } else if let same = known?[number] { same.ordinal } else {
            try ordinals.ordinal(of: number, in: model) ?? 0
          }
        entries.append(
          Entry(
            number: number, blob: file.id, format: format, ordinal: ordinal, stage: stage,
            edited: edits["\(number)"].map { $0 * 1000 }))
      }
    }
    self.entries = entries.sorted { ($0.ordinal, $0.number) < ($1.ordinal, $1.number) }
    byNumber = Dictionary(self.entries.enumerated().map { ($1.number, $0) }) { first, _ in first }
    newest = Dictionary(self.entries.map { ($0.stage, $0.number) }) { _, last in last }
    times = history?.times(of: model).map { ($0.first * 1000, $0.last * 1000) }
  }

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
