import GitObjects
import Manifests

/// Names that can never be used again, found without a look at all of them.
final class RetiredNames {
  private let names: [String]
  private lazy var exact = Set(names)
  /// With case folded, and versions without their build metadata too: those of one precedence are one name.
  private lazy var folded = Set(names.flatMap(Self.keys))

  init(_ names: [String]) { self.names = names }

  convenience init(_ numbers: [SemanticVersion]) { self.init(numbers.map(\.description)) }

  func contains(_ name: String) -> Bool { exact.contains(name) }

  /// True for a name that is one with a retired one.
  func has(like name: String) -> Bool { !names.isEmpty && Self.keys(name).contains(where: folded.contains) }

  private static func keys(_ name: String) -> [String] {
    guard let number = SemanticVersion(name) else { return [name.lowercased()] }
    return [name.lowercased(), "= \(number.withoutBuild)"]
  }
}

extension Change {
  /// The names of models that a registry lists as retired after the change.
  func retiredModels(of registry: String) throws(GitError) -> RetiredNames {
    if let known = memory.retiredModels[registry] { return known }
    let names = RetiredNames(try after.registry(registry)?.value?.retired ?? [])
    memory.retiredModels[registry] = names
    return names
  }

  /// The names of models that a registry listed as retired before the change.
  func modelsRetiredBefore(in registry: String) throws(GitError) -> RetiredNames {
    if let known = memory.modelsRetiredBefore[registry] { return known }
    let names = RetiredNames(try before?.registry(registry)?.value?.retired ?? [])
    memory.modelsRetiredBefore[registry] = names
    return names
  }

  /// The numbers that a model lists as retired after the change.
  func retiredVersions(of model: ModelName) throws(GitError) -> RetiredNames {
    if let known = memory.retiredVersions[model] { return known }
    let names = RetiredNames(try after.model(model)?.value?.retired ?? [])
    memory.retiredVersions[model] = names
    return names
  }

  /// True if some version of a registry was published before the change.
  func heldVersion(_ registry: String) throws(GitError) -> Bool {
    if let known = memory.heldVersions[registry] { return known }
    let held = try before?.everHeldVersion(in: registry) ?? false
    memory.heldVersions[registry] = held
    return held
  }
}
