package import Git
import ManifestCoding
package import Manifests
import RegistryStore
import Rules

extension RegistryReader {
  /// Fetches what reading references needs and a partial clone lacks: the manifests in one exchange, then the versions' pointers.
  ///
  /// - Parameter references: empty for the list of registries.
  package func bring(_ references: [Reference]) throws {
    var ids = try manifests(in: nil)
    if references.isEmpty {
      for name in try snapshot.registryNames() { ids += try manifests(in: "registries/\(name)") }
    }
    for reference in references { ids += try manifests(of: reference) }
    try repository.bringPromised(ids)
    var blobs: [ObjectID] = []
    for reference in references {
      guard let model = reference.modelName, let selector = reference.selector,
        // What is not there is told when it is asked for.
        let exact = try? find.exact(selector, of: model), let version = try? find.version(exact, of: model)
      else { continue }
      for artifact in version.artifacts {
        if let path = RepositoryPath(artifact.digest.blobPath), let blob = try snapshot.entry(at: path) {
          blobs.append(blob.id)
        }
      }
    }
    // Without pointers the blobs are the content, which is fetched when it is asked for.
    if try find.organization().effectiveBlobs == .lfs { try repository.bringPromised(blobs) }
  }

  /// The same for whoever looks at every manifest there is.
  package func bringAll() throws {
    guard try repository.promisor() != nil, let path = RepositoryPath("registries"),
      let folder = try snapshot.entry(at: path), folder.mode.isFolder
    else { return }
    try repository.bringPromised(repository.files(below: path, folder.id).compactMap { $0.after?.id })
  }

  private func manifests(of reference: Reference) throws -> [ObjectID] {
    var ids = try manifests(in: "registries/\(reference.registry)")
    guard let model = reference.modelName else {
      for name in try snapshot.modelNames(in: reference.registry) {
        let model = ModelName(registry: reference.registry, model: name)
        ids += try manifests(in: model.folder)
        // The list shows the latest one.
        let latest = try snapshot.versions(of: model).last { !$0.isPrerelease }
        ids += try versions(of: model) { latest.map { "\($0)" } == $0 }
      }
      return ids
    }
    ids += try manifests(in: model.folder)
    switch reference.selector {
    case .version(let wanted):
      let core = "\(wanted)"
      return ids + (try versions(of: model) { $0 == core || $0.hasPrefix(core + "+") })
    case .candidate(let wanted): return ids + (try candidates(of: model) { $0 == wanted })
    case .alias, .range, .latest, nil: return ids + (try versions(of: model) { _ in true })
    }
  }

  /// The manifests right in a folder.
  private func manifests(in folder: String?) throws -> [ObjectID] {
    let path = folder.flatMap { RepositoryPath($0) }
    guard folder == nil || path != nil else { return [] }
    return try snapshot.entries(in: path).filter { !$0.mode.isFolder && ManifestFormat(ofFile: $0.name) != nil }.map(
      \.id)
  }

  /// More manifests of one model than these are read when they are asked for.
  private static let versionLimit = 1000

  /// The manifests of those versions whose names are wanted; the highest if there are many.
  package func versions(of model: ModelName, _ isWanted: (String) -> Bool) throws -> [ObjectID] {
    let byName = try manifestsByName(in: model.folder + "/versions")
    let names = try snapshot.versions(of: model).map { "\($0)" }.filter(isWanted)
    return names.suffix(Self.versionLimit).compactMap { byName[$0] }
  }

  /// The manifests of those candidates whose names are wanted; any of them if there are many.
  package func candidates(of model: ModelName, _ isWanted: (String) -> Bool) throws -> [ObjectID] {
    try manifestsByName(in: model.folder + "/candidates").filter { isWanted($0.key) }.prefix(Self.versionLimit)
      .map(\.value)
  }

  private func manifestsByName(in folder: String) throws -> [String: ObjectID] {
    guard let folder = RepositoryPath(folder) else { return [:] }
    var byName: [String: ObjectID] = [:]
    for entry in try snapshot.entries(in: folder) where !entry.mode.isFolder {
      guard ManifestFormat(ofFile: entry.name) != nil else { continue }
      byName[String(decoding: entry.name.dropLast(5), as: UTF8.self)] = entry.id
    }
    return byName
  }
}
