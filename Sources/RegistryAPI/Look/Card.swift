import Actions
import Diagnostics
import Manifests

/// The card of a registry or a model: `README.md` in its folder.
enum Card {
  /// - Throws: ``ActionFailure`` if there is none.
  static func document(_ reference: Reference, by find: RegistryLookup) throws -> JSONValue {
    try find.require(reference)
    guard let card = try find.card(of: reference) else {
      throw ActionFailure(.notFound, "\(reference) has no model card")
    }
    return .object([
      "reference": .string("\(reference)"), "card": .string(String(decoding: card, as: UTF8.self)),
    ])
  }
}
