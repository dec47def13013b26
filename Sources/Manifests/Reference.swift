/// Names a registry, a model or one of its versions: `REGISTRY[/MODEL[@SELECTOR]]`.
package struct Reference: Hashable, Sendable, CustomStringConvertible {
  package let registry: String
  package let model: String?
  package let selector: Selector?

  package enum Selector: Hashable, Sendable, CustomStringConvertible {
    case version(SemanticVersion)
    case alias(String)
    /// A candidate, which has the facts of a version and no number.
    case candidate(String)
    /// The highest version in the range that is not yanked.
    case range(VersionRange)
    /// The highest version that is neither a pre-release nor yanked.
    case latest

    package var description: String {
      switch self {
      case .version(let version): "\(version)"
      case .alias(let name): name
      case .candidate(let id): Reference.candidatePrefix + id
      case .range(let range): range.description
      case .latest: "latest"
      }
    }
  }

  /// What stands before a candidate's name: `MODEL@candidate:ID`. No alias and no version has a colon.
  package static let candidatePrefix = "candidate:"

  /// Reads a reference; nil if a part is missing or no name.
  package init?(_ text: String) {
    let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let names = halves[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(names.count), NameGrammar.registry.accepts(names[0]),
      names.count == 1 || NameGrammar.model.accepts(names[1])
    else { return nil }
    registry = names[0]
    model = names.count == 2 ? names[1] : nil
    guard halves.count == 2 else {
      selector = nil
      return
    }
    let wanted = String(halves[1])
    guard model != nil else { return nil }
    if let version = SemanticVersion(wanted) {
      selector = .version(version)
    } else if wanted == "latest" {
      selector = .latest
    } else if NameGrammar.alias.accepts(wanted), !NameGrammar.isReservedAlias(wanted) {
      selector = .alias(wanted)
    } else if wanted.hasPrefix(Self.candidatePrefix) {
      let id = String(wanted.dropFirst(Self.candidatePrefix.count))
      guard NameGrammar.candidate.accepts(id) else { return nil }
      selector = .candidate(id)
    } else if !wanted.isEmpty, let range = VersionRange(wanted) {
      selector = .range(range)
    } else {
      return nil
    }
  }

  package init(_ model: ModelName, _ selector: Selector) {
    registry = model.registry
    self.model = model.model
    self.selector = selector
  }

  package var modelName: ModelName? { model.map { ModelName(registry: registry, model: $0) } }

  package var description: String {
    registry + (model.map { "/" + $0 } ?? "") + (selector.map { "@\($0)" } ?? "")
  }
}
