import Enforcement
import Git
package import Manifests
package import RegistryStore

extension RegistryReader {
  /// What happened up to this commit, by the record of pushes if there is one.
  ///
  /// - Parameter index: makes one of this commit, once the record is complete; nil for none.
  package func history(by index: () -> (any HistoryIndex)? = { nil }) throws -> History {
    try PushLog.complete(in: repository)
    let log = try repository.target(of: PushLog.name)
    return History(of: repository, from: commit.id, log: log, index: index())
  }
}

extension RegistryLookup {
  /// The reference with `@latest` or a range made the version that it means; a version or alias that is gone has a history.
  package func pinned(_ reference: Reference) throws -> Reference {
    guard let model = reference.modelName, let selector = reference.selector else { return reference }
    switch selector {
    case .latest, .range: return Reference(model, .version(try number(selector, of: model)))
    case .version, .alias, .candidate: return reference
    }
  }
}
