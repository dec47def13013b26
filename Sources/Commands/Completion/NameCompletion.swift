import ArgumentParser
import Git
import Glibc
import Manifests
import RegistryStore
import Rules

/// What a shell offers for the names of a repository's things. Where there is no registry, nothing is offered.
extension CompletionKind {
  static let registry = names { snapshot, _, _ in try snapshot.registryNames() }
  static let member = names { snapshot, _, _ in try snapshot.memberNames() }
  static let team = names { snapshot, _, _ in try snapshot.teamNames() }
  static let memberOrTeam = names { snapshot, _, _ in
    try snapshot.memberNames() + snapshot.teamNames().map { Rights.teamPrefix + $0 }
  }
  static let rule = CompletionKind.list(Rule.all.map(\.id))
  static let branch = CompletionKind.shellCommand("git for-each-ref --format='%(refname:short)' refs/heads 2>/dev/null")
  static let revision = CompletionKind.shellCommand(
    "git for-each-ref --format='%(refname:short)' refs/heads refs/tags refs/remotes 2>/dev/null")

  /// The candidates of the model that the command line names.
  static let candidate = names { snapshot, words, _ in
    try modelNamed(in: words).map { try snapshot.candidateNames(of: $0) } ?? []
  }

  /// The aliases of the model that the command line names.
  static let alias = names { snapshot, words, _ in
    let model = try modelNamed(in: words).flatMap { try snapshot.model($0)?.value }
    return model?.aliases.keys.sorted() ?? []
  }

  /// The protected aliases of the registry that the command line names.
  static let protectedAlias = names { snapshot, words, _ in
    for word in words {
      if let registry = try snapshot.registry(word)?.value { return registry.protectedAliases }
    }
    return []
  }

  /// The metrics of the newest versions of the model that the command line names.
  static let metric = names { snapshot, words, _ in
    guard let model = modelNamed(in: words) else { return [] }
    let newest = try snapshot.versions(of: model).suffix(metricSourcesAtMost)
    let keys = try newest.flatMap { try snapshot.version("\($0)", of: model)?.value?.metrics.keys.map { $0 } ?? [] }
    // A key is anybody's text.
    return Set(keys).filter { $0.utf8.allSatisfy(ShellWord.isPlain) }.sorted()
  }

  /// So many versions are read while somebody waits.
  private static let metricSourcesAtMost = 100

  /// A registry, a model, or a version by number, alias or `latest`, one step at a time.
  static let reference = names { snapshot, _, prefix in try ReferenceCompletion(snapshot).offers(for: prefix) }

  private static func names(
    _ list: @escaping @Sendable (CommitSnapshot, [String], String) throws -> [String]
  ) -> CompletionKind {
    .custom { words, index, typed in
      // Behind git, fish tells the word and not how far it was typed.
      let prefix = typed.isEmpty && words.indices.contains(index) ? words[index] : typed
      return offer(words) { snapshot in try list(snapshot, words, prefix).filter { $0.hasPrefix(prefix) } }
    }
  }

  /// Completing must never print an error into somebody's prompt.
  static func offer(_ words: [String], _ list: (CommitSnapshot) throws -> [String]) -> [String] {
    if let flag = words.firstIndex(of: "-C"), words.indices.contains(flag + 1), chdir(words[flag + 1]) != 0 {
      return []
    }
    guard let repository = try? Repository.open(at: "."), let head = try? repository.commit(revision: "HEAD") else {
      return []
    }
    return (try? list(.forReading(repository, tree: head.tree))) ?? []
  }

  static func modelNamed(in words: [String]) -> ModelName? {
    words.lazy.compactMap { Reference($0)?.modelName }.first
  }
}

extension Reference {
  static var defaultCompletionKind: CompletionKind { .reference }
}

/// Where there is but one match, what is in it is offered too: shells then end the word nowhere, and go on at `/` or `@`.
private struct ReferenceCompletion {
  private let snapshot: CommitSnapshot

  init(_ snapshot: CommitSnapshot) { self.snapshot = snapshot }

  func offers(for prefix: String) throws -> [String] {
    guard let slash = prefix.firstIndex(of: "/") else {
      let registries = try snapshot.registryNames().filter { $0.hasPrefix(prefix) }
      guard registries.count == 1 else { return registries }
      return registries + (try models(in: registries[0]))
    }
    let registry = String(prefix[..<slash])
    guard !prefix.contains("@") else {
      return try models(in: registry).filter { prefix.hasPrefix($0 + "@") }.flatMap(versions)
        .filter { $0.hasPrefix(prefix) }
    }
    let models = try models(in: registry).filter { $0.hasPrefix(prefix) }
    return models.count == 1 ? models + (try versions(of: models[0])) : models
  }

  private func models(in registry: String) throws -> [String] {
    try snapshot.modelNames(in: registry).map { "\(registry)/\($0)" }
  }

  private func versions(of text: String) throws -> [String] {
    guard let name = Reference(text)?.modelName else { return [] }
    let aliases = try snapshot.model(name)?.value?.aliases.keys.sorted() ?? []
    let numbers = try snapshot.versions(of: name).reversed().map(\.description)
    return (aliases + (numbers.isEmpty ? [] : ["latest"]) + numbers).map { "\(text)@\($0)" }
  }
}
