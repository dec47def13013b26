import ArgumentParser
import Manifests

/// An ordinal as it is typed: `--ordinal 7`.
enum OrdinalArgument {
  static let help =
    "The number by which other programs know it, as MLflow does. Set once; no other version of the model has it."

  @Sendable static func read(_ text: String) throws -> Int64 {
    guard let ordinal = Int64(text), ModelVersion.ordinals.contains(ordinal) else {
      throw ValidationError(
        "'\(text)' is not an ordinal; write \(ModelVersion.ordinals.lowerBound) to \(ModelVersion.ordinals.upperBound)")
    }
    return ordinal
  }
}
