/// What a path names whose files it is about.
///
/// | text | means |
/// |---|---|
/// | `17` | the version of that number |
/// | `fraud/1.2.0`, also `fraud/champion` and `fraud/latest` | a version of a model |
/// | `candidate:2f1e…` | a run, or the candidate that it became |
enum PackageReference: Hashable {
  case number(String)
  case version(model: String, String)
  case candidate(String)

  private static let candidatePrefix = "candidate:"

  init?(_ text: String) {
    if text.hasPrefix(Self.candidatePrefix) {
      self = .candidate(String(text.dropFirst(Self.candidatePrefix.count)))
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1 where Int64(text).map { "\($0)" == text } ?? false: self = .number(text)
    case 2 where !parts[0].isEmpty && !parts[1].isEmpty: self = .version(model: parts[0], parts[1])
    default: return nil
    }
  }
}
