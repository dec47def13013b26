import Git
import ManifestCoding
import Manifests
import Rules

/// A version that is judged by the rules, as the measure for others of its registry; see ``VersionTemplate``.
struct SoundVersion {
  private let template: VersionTemplate
  /// The paths of versions that it was made from, directly or not: one of those with its lineage would be made from itself.
  private let ancestors: Set<RepositoryPath>

  /// Nil for what others cannot be measured by.
  init?(_ content: [UInt8], in snapshot: CommitSnapshot) throws(GitError) {
    let decoded: DecodedManifest<ModelVersion> = ManifestDecoder.decode(ModelVersion.self, from: content, as: .yaml)
    guard decoded.problems.isEmpty, let value = decoded.value, let template = VersionTemplate(content) else {
      return nil
    }
    self.template = template
    var queue = value.lineage.filter { !$0.isAddress }.map(\.input)
    var seen = Set(queue)
    var ancestors: Set<RepositoryPath> = []
    while let input = queue.popLast() {
      guard seen.count <= Self.ancestorLimit, let reference = Reference(input), let name = reference.modelName,
        case .version(let number)? = reference.selector
      else { return nil }
      if let path = RepositoryPath("\(name.folder)/versions/\(number).yaml") { ancestors.insert(path) }
      let lineage = try snapshot.version("\(number)", of: name)?.value?.lineage ?? []
      queue += lineage.filter { !$0.isAddress && seen.insert($0.input).inserted }.map(\.input)
    }
    self.ancestors = ancestors
  }

  private static let ancestorLimit = 100

  /// The ordinal of a version that is like this one; nil if it has none.
  func ordinal(of content: [UInt8]) -> Int64? { template.ordinal(of: content) }

  /// - Parameter known: gains the places of the pointers that were met.
  func isLike(
    _ content: [UInt8], named name: ArraySlice<UInt8>, in model: RepositoryPath, _ pointers: PointerTable,
    _ known: inout [Int32]
  ) -> Bool {
    let isLike = content.withUnsafeBytes { bytes in
      template.isLike(bytes) { digest, size in
        guard let index = pointers.index(of: digest, sizeInBytes: size) else { return false }
        known.append(Int32(index))
        return true
      }
    }
    return isLike
      && (ancestors.isEmpty || !ancestors.contains(model.appending("versions").appending(name)))
  }
}
