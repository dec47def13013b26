import Blobs
package import Diagnostics
import Git
package import Manifests
import RegistryStore
import Rules

/// How many bytes the rows of a table take, shared blobs told apart.
package struct DiskUsage {
  package struct Row {
    package let name: String
    /// How many artifacts the manifests name, each time counted.
    package fileprivate(set) var artifacts = 0
    /// Indices into the blobs.
    fileprivate var blobs: Set<Int> = []

    package var blobCount: Int { blobs.count }
  }

  /// A blob that some row names.
  private struct Blob {
    let artifact: Artifact
    let isLocal: Bool
    /// True if another row, or something outside the reference, names it too.
    var isShared = false
    var lastRow: Int?
  }

  /// What the rows are: `REGISTRY`, `MODEL`, `VERSION` or `ARTIFACT`.
  package let heading: String
  private var rows: [Row] = []
  private var blobs: [Blob] = []
  /// Versions and candidates whose manifests cannot be read.
  package private(set) var unreadable: [String] = []

  package init(of reader: RegistryReader, below reference: Reference?) throws {
    let export = try BlobExport(from: reader.repository, mode: reader.find.organization().effectiveBlobs) {
      digest throws(GitError) in
      guard let path = RepositoryPath(digest.blobPath) else { return nil }
      return try reader.snapshot.entry(at: path)?.id
    }
    let names = try RowNames(reference, reader.find)
    heading = names.heading
    var rowIndices: [String: Int] = [:]
    var indices: [Digest: Int] = [:]
    // First what the rows hold, then who else names it: elsewhere only what is known already counts.
    try ArtifactHolder.each(in: reader.snapshot, of: reference) { holder in
      guard let artifacts = holder.artifacts else { return unreadable.append(holder.name) }
      for artifact in artifacts {
        let name = names.row(of: holder, artifact)
        let row = rowIndices[name] ?? rows.count
        if row == rows.count { rows.append(Row(name: name)) }
        rowIndices[name] = row
        rows[row].artifacts += 1
        guard artifact.digest != .empty else { continue }
        let index = indices[artifact.digest] ?? blobs.count
        if index == blobs.count { blobs.append(Blob(artifact: artifact, isLocal: try export.has(artifact))) }
        indices[artifact.digest] = index
        if let last = blobs[index].lastRow, last != row { blobs[index].isShared = true }
        blobs[index].lastRow = row
        rows[row].blobs.insert(index)
      }
    }
    if reference != nil {
      try ArtifactHolder.each(in: reader.snapshot) { holder in
        guard !names.contains(holder) else { return }
        for artifact in holder.artifacts ?? [] {
          if let index = indices[artifact.digest] { blobs[index].isShared = true }
        }
      }
    }
  }

  /// What the blobs of a row, or of all rows, take.
  package struct Sizes {
    package let total: Int64
    /// Of blobs that nothing else names.
    package let own: Int64
    /// Of blobs that the local store has.
    package let local: Int64
  }

  private func sizes(_ indices: some Collection<Int>) -> Sizes {
    let found = indices.map { blobs[$0] }
    return Sizes(
      total: found.map(\.artifact).sizeInBytes, own: found.filter { !$0.isShared }.map(\.artifact).sizeInBytes,
      local: found.filter(\.isLocal).map(\.artifact).sizeInBytes)
  }

  package var sizes: Sizes { sizes(blobs.indices) }
  package var blobCount: Int { blobs.count }

  /// The largest first.
  package var sorted: [(row: Row, sizes: Sizes)] {
    rows.map { ($0, sizes($0.blobs)) }.sorted { ($1.sizes.total, $0.row.name) < ($0.sizes.total, $1.row.name) }
  }

  package var value: JSONValue {
    let all = sizes
    return .object([
      "size": .integer(all.total), "blobs": .integer(Int64(blobs.count)), "local": .integer(all.local),
      "rows": .array(
        sorted.map { row, sizes in
          .object([
            "name": .string(row.name), "artifacts": .integer(Int64(row.artifacts)),
            "blobs": .integer(Int64(row.blobCount)), "size": .integer(sizes.total), "own": .integer(sizes.own),
            "local": .integer(sizes.local),
          ])
        }),
      "unreadable": .array(unreadable.map { .string($0) }),
    ])
  }
}

/// What the rows below a reference are called.
private struct RowNames {
  private let reference: Reference?
  private let exact: ExactVersion?

  init(_ reference: Reference?, _ find: RegistryLookup) throws {
    self.reference = reference
    if let reference, let model = reference.modelName, let selector = reference.selector {
      exact = try find.exact(selector, of: model)
    } else {
      exact = nil
    }
  }

  var heading: String {
    guard let reference else { return "REGISTRY" }
    return exact != nil ? "ARTIFACT" : reference.model != nil ? "VERSION" : "MODEL"
  }

  func row(of holder: ArtifactHolder, _ artifact: Artifact) -> String {
    guard let reference else { return holder.model.registry }
    guard exact == nil else { return artifact.path }
    guard reference.model != nil else { return holder.model.model }
    switch holder.exact {
    case .number(let number): return "\(number)"
    case .candidate(let id): return "candidate \(id)"
    }
  }

  /// True for what is below the reference.
  func contains(_ holder: ArtifactHolder) -> Bool {
    guard let reference else { return true }
    guard let model = reference.modelName else { return holder.model.registry == reference.registry }
    guard holder.model == model else { return false }
    return exact.map { holder.exact == $0 } ?? true
  }
}
