import Endpoints
import MLflowAPI
import Manifests
import RunStore

/// Versions by the numbers that paths know them by, which are given when one is first shown.
struct PackageIndex: Sendable {
  let packages: ModelPackages
  private let numbers: any NumberStore

  init(_ packages: ModelPackages, _ numbers: any NumberStore) {
    self.packages = packages
    self.numbers = numbers
  }

  /// In the order of the versions, which are of one registry.
  func numbers(of versions: [ServedVersion], in registry: String) async throws -> [Int64] {
    try await numbers.numbers(of: versions.map(Self.name), in: Self.space(registry), after: 0)
  }

  func number(of version: ServedVersion, in registry: String) async throws -> Int64 {
    try await numbers(of: [version], in: registry)[0]
  }

  /// - Throws: ``GitLabError`` if no version that is there has the number.
  func version(numbered text: String, in registry: String) async throws -> ServedVersion {
    guard let number = Int64(text), let name = try await numbers.name(of: number, in: Self.space(registry)),
      let at = name.firstIndex(of: "@")
    else { throw GitLabError.noPackage }
    let (model, version) = (String(name[..<at]), String(name[name.index(after: at)...]))
    do {
      let found = try await packages.version(version, of: model, in: registry)
      // A model that was retired may have left its name to another one as a title.
      guard found.model.model == model else { throw GitLabError.noPackage }
      return found
    } catch let error as MLflowError where error.code == .resourceDoesNotExist { throw GitLabError.noPackage }
  }

  /// The numbers of a version's files.
  func numbers(ofFiles paths: [String], of version: ServedVersion, in registry: String) async throws -> [Int64] {
    try await numbers.numbers(
      of: paths.map { "\(Self.name(version))/\($0)" }, in: "file/\(registry)", after: 0)
  }

  private static func space(_ registry: String) -> String { "package/\(registry)" }

  private static func name(_ version: ServedVersion) -> String { "\(version.model.model)@\(version.number)" }
}
