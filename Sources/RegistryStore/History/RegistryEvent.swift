package import Diagnostics
package import Manifests

/// One thing that happened in a registry repository, in the registry's words.
///
///     grace moved production 1.1.0 → 1.2.0 in Fine_Tuned_Models/sentiment
///     bob became a viewer of Fine_Tuned_Models (by ada)
package struct RegistryEvent: Hashable, Sendable {
  /// What happened, as programs read it: `version-published`.
  package let name: String
  /// Who or what the sentence is about, if that is not who made the change.
  package let subject: String?
  /// "moved production 1.1.0 → 1.2.0 in Fine_Tuned_Models/sentiment".
  package let predicate: String
  /// Its parts by name: registry, model, version, alias, candidate, member, team, from, to …; in the order of reading.
  package let parts: [Part]

  package struct Part: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  /// - Parameter parts: those without a value are left out.
  init(_ name: String, _ predicate: String, subject: String? = nil, _ parts: [(name: String, value: String?)]) {
    self.name = name
    self.subject = subject
    self.predicate = predicate
    self.parts = parts.compactMap { name, value in value.map { Part(name: name, value: $0) } }
  }

  package subscript(part part: String) -> String? { parts.first { $0.name == part }?.value }

  /// The whole sentence.
  ///
  /// - Parameter actor: who made the change; nil leaves it out.
  package func sentence(by actor: String?) -> String {
    switch (subject, actor) {
    case (let subject?, let actor?) where subject != actor: "\(subject) \(predicate) (by \(actor))"
    case (let subject?, _): "\(subject) \(predicate)"
    case (nil, let actor?): "\(actor) \(predicate)"
    case (nil, nil): predicate
    }
  }

  /// `event`, then the parts, then the sentence without who made the change as `text`.
  package var value: JSONValue {
    .object(
      [.init("event", .string(name))] + parts.map { .init($0.name, .string($0.value)) }
        + [.init("text", .string(sentence(by: nil)))])
  }

  /// True if the event is about what a reference names: a registry and all in it, a model and all in it, one version
  /// and the aliases that came to it or left it, or one alias.
  package func isAbout(_ reference: Reference) -> Bool {
    guard self[part: "registry"] == reference.registry else { return false }
    guard let model = reference.model else { return true }
    guard self[part: "model"] == model else { return false }
    switch reference.selector {
    case nil, .range, .latest: return true
    case .version(let number): return ["version", "from", "to"].contains { self[part: $0] == "\(number)" }
    case .alias(let alias): return self[part: "alias"] == alias
    }
  }
}
