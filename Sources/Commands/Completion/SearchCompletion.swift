import ArgumentParser
import Catalog
import Manifests
import Query
import RegistryStore
import Rules

/// What a shell offers in `--where`, `--sort` and `--columns`: fields, keys and values that there are.
extension CompletionKind {
  static let filter = question { known, typed, isQuoted in known.filters(typed, isQuoted: isQuoted) }
  static let sortKeys = question { known, typed, _ in known.fieldLists(typed, sign: "-") }
  static let columns = question { known, typed, _ in known.fieldLists(typed, sign: nil) }

  private static func question(
    _ list: @escaping @Sendable (KnownFields, String, Bool) -> [String]
  ) -> CompletionKind {
    .custom { words, index, typed in
      let word = ShellWord(typed.isEmpty && words.indices.contains(index) ? words[index] : typed)
      guard word.isLiteral else { return [] }
      return offer(words) { snapshot in
        let known = KnownFields(try scope(of: words, snapshot), snapshot)
        return list(known, word.text, word.isQuoted).filter { $0.hasPrefix(word.text) }.compactMap(ShellWord.offer)
      }
    }
  }

  /// What the rows are that a command line asks for.
  private static func scope(of words: [String], _ snapshot: CommitSnapshot) throws -> SearchScope {
    guard !words.contains("candidate") else { return .candidates }
    guard words.contains("list"), !words.contains("search") else {
      let scopes: [SearchScope] = [.models, .candidates, .registries, .artifacts]
      return scopes.first { words.contains("--" + $0.rawValue) } ?? .versions
    }
    guard modelNamed(in: words) == nil else { return .versions }
    let registries = try snapshot.registryNames()
    return words.contains(where: registries.contains) ? .models : .registries
  }
}

/// The fields, keys and values of one scope.
private struct KnownFields {
  private let scope: SearchScope
  private let snapshot: CommitSnapshot
  private let catalog: Catalog?

  init(_ scope: SearchScope, _ snapshot: CommitSnapshot) {
    self.scope = scope
    self.snapshot = snapshot
    catalog = .known(of: snapshot)
  }

  func filters(_ typed: String, isQuoted: Bool) -> [String] {
    guard let completion = FilterCompletion(typed, in: scope) else { return [] }
    let word = completion.word
    return offers(completion, isQuoted).filter { $0.hasPrefix(word) }.map { completion.head + $0 + completion.quote }
  }

  private func offers(_ completion: FilterCompletion, _ isQuoted: Bool) -> [String] {
    switch completion.expected {
    case .field:
      let names = fields(beginning: completion.word)
      // Of a field alone, shells would end the filter; a filter without quotes is one word.
      guard isQuoted, names.count == 1, let field = try? FieldList.fields(names[0], in: scope).first else {
        return names
      }
      return scope.relations(of: field).map { "\(names[0]) \($0)" }
    case .relation(let field): return scope.relations(of: field)
    case .value(let field):
      let values = values(of: field, beginning: completion.word)
      return values.filter { completion.quote.isEmpty ? Self.isPlain($0) : !$0.contains(completion.quote) }
    case .connective: return ["and", "and not", "or", "or not"]
    }
  }

  /// Lists with one more field than what was typed has.
  func fieldLists(_ typed: String, sign: Character?) -> [String] {
    let word = typed.split(separator: ",", omittingEmptySubsequences: false).last.map { $0.drop { $0 == " " } } ?? ""
    let name = word.first == sign ? word.dropFirst() : word
    let head = typed.dropLast(name.count)
    return fields(beginning: String(name)).map { head + $0 }
  }

  private func fields(beginning prefix: String) -> [String] {
    let names = scope.fieldNames.filter { $0.hasPrefix(prefix) && $0.last != "." }
    return names
      + scope.facts.flatMap { facts in
        let map = facts.rawValue + "."
        guard map.hasPrefix(prefix) || prefix.hasPrefix(map) else { return [String]() }
        let keys = try? catalog?.keys(of: facts, beginning: String(prefix.dropFirst(map.count)))
        return (keys ?? []).filter(Self.isPlain).map { map + $0 }
      }
  }

  /// True for a key or value that a filter takes without quotes.
  private static func isPlain(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(ShellWord.isPlain) }

  private func values(of field: Field, beginning prefix: String) -> [String] {
    switch (field, scope) {
    case (.attribute(.status), _): scope.statuses ?? []
    case (.attribute(.registry), _), (.attribute(.name), .registries): (try? snapshot.registryNames()) ?? []
    case (.attribute(.name), .models): (try? catalog?.values(of: .attribute(.model), beginning: prefix)) ?? []
    default: (try? catalog?.values(of: field, beginning: prefix)) ?? []
    }
  }
}
