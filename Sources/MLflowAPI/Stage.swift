/// MLflow's stages of a version, which are a tag here.
///
/// Source: MLflow's `entities/model_registry/model_version_stages.py`.
enum Stage: String, CaseIterable {
  case none = "None"
  case staging = "Staging"
  case production = "Production"
  case archived = "Archived"

  /// - Parameter name: in any case.
  init?(named name: String) {
    guard let stage = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else { return nil }
    self = stage
  }

  static let names = allCases.map(\.rawValue).joined(separator: ", ")
}
