package import Diagnostics
import Git
import Manifests
import Rules

extension RegistryEvent {
  private var text: EventText {
    switch self {
    case .organization(let change): change.text
    case .member(let name, let change): change.text(of: name)
    case .team(let name, let change): change.text(of: name)
    case .registry(let name, let change): change.text(of: name)
    case .model(let name, let change): change.text(of: name)
    case .version(let name, let change): change.text(of: name)
    case .alias(let alias, let model, let change): change.text(of: alias, model)
    case .candidate(let name, let change): change.text(of: name)
    case .card(let registry, let model, let change):
      EventText(
        .cardEdited, "\(change.verb("wrote", "edited")) the card of \(self.model?.description ?? registry)",
        [("registry", registry), ("model", model)])
    case .blobPurged(let digest, let reason):
      EventText(.blobPurged, "purged \(digest): \(reason)", [("digest", "\(digest)"), ("reason", reason)])
    case .file(let path, let change):
      EventText(.fileChanged, "\(change.verb("added", "changed")) \(path)", [("path", "\(path)")])
    }
  }

  package var name: EventName { text.name }

  /// The whole sentence.
  ///
  /// - Parameter actor: who made the change; nil leaves it out.
  package func sentence(by actor: String?) -> String {
    let text = text
    return switch (text.subject, actor) {
    case (let subject?, let actor?) where subject != actor: "\(subject) \(text.predicate) (by \(actor))"
    case (let subject?, _): "\(subject) \(text.predicate)"
    case (nil, let actor?): "\(actor) \(text.predicate)"
    case (nil, nil): text.predicate
    }
  }

  /// Its name as `event`, then the parts, then the sentence without who made the change as `text`.
  package var value: JSONValue {
    let text = text
    return .object(
      [.init("event", .string(text.name.rawValue))] + text.parts.map { .init($0.name, .string($0.value)) }
        + [.init("text", .string(sentence(by: nil)))])
  }
}

extension RegistryEvent.FileChange {
  fileprivate func verb(_ added: String, _ edited: String) -> String {
    switch self {
    case .added: added
    case .edited: edited
    case .removed: "removed"
    }
  }
}
