/// Where a client says that the files of a new version are.
///
/// | text | means |
/// |---|---|
/// | `models:/m-0123…` | the files of a logged model |
/// | `models:/NAME/VERSION`, `models:/NAME@ALIAS` | those of a version of this registry |
/// | `runs:/RUN/path` | files that a run logged |
/// | `mlflow-artifacts:/path` | files at that path |
/// | anything else | files that are elsewhere: the version has none, and the text is kept |
enum ModelSource: Hashable {
  case loggedModel(String)
  case version(model: String, String)
  case alias(model: String, String)
  case run(String, path: String)
  case path(String)
  case elsewhere

  init(_ text: String) {
    guard let colon = text.firstRange(of: ":/") else {
      self = .elsewhere
      return
    }
    let (scheme, rest) = (text[..<colon.lowerBound], Self.withoutSlashes(text[colon.upperBound...]))
    switch scheme {
    case "models": self = Self.model(rest)
    case "runs":
      let parts = rest.split(separator: "/", maxSplits: 1)
      self = parts.first.map { .run(String($0), path: parts.count > 1 ? String(parts[1]) : "") } ?? .elsewhere
    case "mlflow-artifacts": self = rest.isEmpty ? .elsewhere : .path(Self.withoutHost(text, rest))
    default: self = .elsewhere
    }
  }

  private static func model(_ rest: Substring) -> ModelSource {
    if let at = rest.lastIndex(of: "@") {
      return .alias(model: String(rest[..<at]), String(rest[rest.index(after: at)...]))
    }
    let parts = rest.split(separator: "/")
    switch parts.count {
    case 1 where parts[0].hasPrefix("m-"): return .loggedModel(String(parts[0]))
    case 2: return .version(model: String(parts[0]), String(parts[1]))
    default: return .elsewhere
    }
  }

  private static func withoutSlashes(_ text: Substring) -> Substring {
    var text = text.drop { $0 == "/" }
    while text.last == "/" { text.removeLast() }
    return text
  }

  /// `mlflow-artifacts://host:5000/path` names this server too.
  private static func withoutHost(_ text: String, _ rest: Substring) -> String {
    guard text.hasPrefix("mlflow-artifacts://"), !text.hasPrefix("mlflow-artifacts:///") else { return String(rest) }
    return String(rest.drop { $0 != "/" }.dropFirst())
  }
}
