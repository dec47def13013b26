package import Manifests
import RegistryStore
import Rules

extension RegistryLookup {
  /// The number that a selector means; that of a candidate is none.
  package func number(_ selector: Reference.Selector, of model: ModelName) throws -> SemanticVersion {
    let value = try self.model(model)
    switch selector {
    case .version(let wanted):
      if try snapshot.version("\(wanted)", of: model) != nil { return wanted }
      let versions = try snapshot.versions(of: model)
      // A version is found without its build metadata too.
      if wanted.build.isEmpty, let twin = versions.last(where: { $0.hasSamePrecedence(as: wanted) }) { return twin }
      if value.retired.contains(where: { $0.hasSamePrecedence(as: wanted) }) {
        throw ActionFailure(
          .notFound, "version \(wanted) of \(model) was retired", .readEarlierRevision)
      }
      throw ActionFailure.missing(
        "there is no version \(wanted) of \(model)", "\(wanted)", versions.reversed().map(\.description))
    case .alias(let alias):
      if let number = value.aliases[alias] { return number }
      throw ActionFailure.missing("model \(model) has no alias '\(alias)'", alias, value.aliases.keys.sorted())
    case .candidate(let id):
      let promoted = try candidate(id, of: model).promotedTo
      throw ActionFailure(
        .invalid, "'\(model)@\(selector)' is a candidate, but this needs a published version",
        help: promoted.map { "it was promoted to \($0): write \(model)@\($0)" }
          ?? "promote it first: git registry candidate promote \(model) \(id)")
    case .range(let range):
      for number in try snapshot.versions(of: model).reversed() where range.contains(number) {
        if try snapshot.version("\(number)", of: model)?.value?.status != .yanked { return number }
      }
      throw ActionFailure(.notFound, "model \(model) has no version in '\(range)' that is not yanked")
    case .latest:
      if let number = try latest(of: model) { return number }
      throw ActionFailure(.notFound, "model \(model) has no version that is neither a pre-release nor yanked")
    }
  }

  /// The highest version that is neither a pre-release nor yanked.
  package func latest(of model: ModelName) throws -> SemanticVersion? {
    for number in try snapshot.versions(of: model).reversed() where !number.isPrerelease {
      if try snapshot.version("\(number)", of: model)?.value?.status != .yanked { return number }
    }
    return nil
  }

  package func version(_ number: SemanticVersion, of model: ModelName) throws -> ModelVersion {
    guard let found = try snapshot.version("\(number)", of: model) else {
      throw ActionFailure(.notFound, "there is no version \(number) of \(model)")
    }
    return try value(found, "version \(model)@\(number)")
  }

  /// What a selector means where a candidate will do as well as a version.
  package func exact(_ selector: Reference.Selector, of model: ModelName) throws -> ExactVersion {
    guard case .candidate(let id) = selector else { return .number(try number(selector, of: model)) }
    if try snapshot.candidate(id, of: model) == nil { _ = try candidate(id, of: model) }
    return .candidate(id)
  }

  /// A version, or what a candidate would be published as.
  package func version(_ exact: ExactVersion, of model: ModelName) throws -> ModelVersion {
    switch exact {
    case .number(let number): try version(number, of: model)
    case .candidate(let id): ModelVersion(try candidate(id, of: model).facts, candidate: id)
    }
  }

  package func candidate(_ id: String, of model: ModelName) throws -> ModelCandidate {
    if let found = try snapshot.candidate(id, of: model) { return try value(found, "candidate '\(id)' of \(model)") }
    _ = try self.model(model)
    throw ActionFailure.missing(
      "there is no candidate '\(id)' of \(model)", id, try snapshot.candidateNames(of: model))
  }
}
