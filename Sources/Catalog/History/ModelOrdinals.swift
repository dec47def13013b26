import Manifests

/// The ordinals of one model after the other, as a query goes through them.
final class ModelOrdinals {
  private let ordinals: Ordinals?
  private var last: (id: Int64, name: ModelName)?

  init(_ ordinals: Ordinals?) { self.ordinals = ordinals }

  /// - Parameters:
  ///   - id: of the model, as long as it is the same, so is its name.
  func ordinal(of version: String, in id: Int64, _ name: () -> ModelName) throws -> Int? {
    guard let ordinals, let number = SemanticVersion(version) else { return nil }
    let model = if let last, last.id == id { last.name } else { name() }
    last = (id, model)
    return try ordinals.ordinal(of: number, in: model)
  }
}
