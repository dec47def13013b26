import Blobs
import Manifests

/// Where a pull writes: the folder that the user named, or one for each version, in it or here.
struct PullPlace {
  private let root: OutputFolder
  private let hasFolderPerVersion: Bool

  /// - Parameters:
  ///   - output: what the user named; nil for folders MODEL-VERSION here.
  ///   - isShared: true for several versions below one output.
  init(_ output: String?, isShared: Bool) {
    root = OutputFolder(output ?? ".")
    hasFolderPerVersion = output == nil || isShared
  }

  func folder(for model: ModelName, _ number: SemanticVersion) -> OutputFolder {
    hasFolderPerVersion ? OutputFolder("\(model.model)-\(number)", in: root) : root
  }
}
