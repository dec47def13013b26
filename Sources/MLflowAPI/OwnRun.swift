import Manifests

/// The run behind a version that comes from none: GitLab's clients know every version by a run, and log to it.
///
///     version-ZnJhdWRAMS4yLjA        version- and fraud@1.2.0 in Base64 for addresses
///
/// Its id says which version it is, so nothing has to be noted for the versions that nobody asks for.
struct OwnRun: Hashable, Sendable {
  let model: ModelName
  let number: SemanticVersion
  let id: String

  private static let prefix = "version-"
  /// Characters of a run's id.
  private static let limit = 256

  /// - Returns: nil if the names are too long for an id.
  init?(of number: SemanticVersion, _ model: ModelName) {
    let name = Base64.unpadded(Array("\(model.model)@\(number)".utf8)).map { Self.forAddresses[$0] ?? $0 }
    id = Self.prefix + String(name)
    (self.model, self.number) = (model, number)
    guard id.utf8.count <= Self.limit else { return nil }
  }

  /// Reads an id.
  ///
  /// - Returns: nil for any other run.
  init?(_ id: String, in registry: String) {
    guard id.hasPrefix(Self.prefix) else { return nil }
    let text = id.dropFirst(Self.prefix.count).map { Self.plain[$0] ?? $0 }
    let padding = String(repeating: "=", count: (4 - text.count % 4) % 4)
    guard let bytes = Base64.decode((String(text) + padding).utf8),
      let name = String(validating: bytes, as: UTF8.self), let at = name.firstIndex(of: "@"),
      let number = SemanticVersion(String(name[name.index(after: at)...])),
      NameGrammar.model.accepts(String(name[..<at])),
      let own = OwnRun(of: number, ModelName(registry: registry, model: String(name[..<at]))), own.id == id
    else { return nil }
    self = own
  }

  /// Source: RFC 4648, section 5.
  private static let forAddresses: [Character: Character] = ["+": "-", "/": "_"]
  private static let plain: [Character: Character] = ["-": "+", "_": "/"]

  /// True if a manifest names a run as MLflow's servers make them: others are those of another program.
  static func isRun(_ text: String?) -> Bool {
    text.map { $0.utf8.count == 32 && $0.utf8.allSatisfy(Digest.isHexDigit) } ?? false
  }
}
