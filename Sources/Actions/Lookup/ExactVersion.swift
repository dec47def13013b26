package import Manifests

/// One version of a model by its number, or a candidate, which may stand wherever a version is only read.
package enum ExactVersion: Hashable, Sendable, CustomStringConvertible {
  case number(SemanticVersion)
  case candidate(String)

  /// As it follows `MODEL@`.
  package var description: String { "\(selector)" }

  package var selector: Reference.Selector {
    switch self {
    case .number(let number): .version(number)
    case .candidate(let id): .candidate(id)
    }
  }

  /// The number or the candidate's name, as a folder may be called.
  package var name: String {
    switch self {
    case .number(let number): "\(number)"
    case .candidate(let id): id
    }
  }
}
