import Manifests

/// The path at which clients find the files of a version: `versions/MODEL/1.2.0`. Nothing is uploaded there.
enum VersionFolder {
  static let top = "versions"

  static func path(of number: SemanticVersion, _ model: ModelName) -> String { "\(top)/\(model.model)/\(number)" }

  /// The same as clients are told it.
  static func address(of number: SemanticVersion, _ model: ModelName) -> String {
    "mlflow-artifacts:/\(path(of: number, model))"
  }

  /// True for a path that is reserved for files of versions.
  static func has(_ path: String) -> Bool { path == top || path.hasPrefix(top + "/") }

  /// The version whose files are below a path, and the path in it; nil for other paths.
  static func read(_ path: String, in registry: String) -> (model: ModelName, number: SemanticVersion, rest: String)? {
    let parts = path.split(separator: "/", maxSplits: 3)
    guard parts.count >= 3, parts[0] == top, let number = SemanticVersion(String(parts[2])) else { return nil }
    return (ModelName(registry: registry, model: String(parts[1])), number, parts.count > 3 ? String(parts[3]) : "")
  }
}
