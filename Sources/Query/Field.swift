/// What a condition is about, a table is sorted by, or a column shows.
package enum Field: Hashable, Sendable {
  case attribute(Attribute)
  case metric(String)
  case parameter(String)
  case tag(String)

  /// The maps of facts, whose keys are free.
  package enum Facts: String, Sendable, CaseIterable {
    case metrics, parameters, tags

    /// Reads the word before the first dot: the registry's own, and MLflow's other spellings.
    init?(_ word: String) {
      switch word {
      case "metrics", "metric": self = .metrics
      case "parameters", "parameter", "params", "param": self = .parameters
      case "tags", "tag": self = .tags
      default: return nil
      }
    }

    func field(_ key: String) -> Field {
      switch self {
      case .metrics: .metric(key)
      case .parameters: .parameter(key)
      case .tags: .tag(key)
      }
    }
  }

  /// The map and the key; nil for an attribute.
  package var fact: (facts: Facts, key: String)? {
    switch self {
    case .attribute: nil
    case .metric(let key): (.metrics, key)
    case .parameter(let key): (.parameters, key)
    case .tag(let key): (.tags, key)
    }
  }
}
