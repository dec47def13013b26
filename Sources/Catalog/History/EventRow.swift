import Git
import Manifests
package import Query
package import RegistryStore
import Rules

/// One event of history, as filters see it.
package struct EventRow: SearchRow {
  private let event: RegistryEvent
  private let entry: HistoryEntry

  package init(_ event: RegistryEvent, of entry: HistoryEntry) {
    self.event = event
    self.entry = entry
  }

  /// The whole sentence.
  package var texts: [String] { [event.sentence(by: entry.member)] }

  package func values(of field: Field) -> [FieldValue] {
    guard case .attribute(let attribute) = field else { return [] }
    return switch attribute {
    case .event: [.text(event.name.rawValue)]
    case .actor: actors.map { .text($0) }
    case .created: [.time(entry.landing.time * 1000)]
    case .registry: event.registry.map { [.text($0)] } ?? []
    case .model: event.model.map { [.text($0.model)] } ?? []
    case .version: versions.map { .version($0) }
    case .alias: event.alias.map { [.text($0)] } ?? []
    default: []
    }
  }

  /// The member; where there is none and nobody recorded who it was, the commit's author by e-mail address and by name.
  private var actors: [String] {
    if let member = entry.member { return [member] }
    return entry.landing.basis == .record ? [] : [entry.commit.author.email, entry.commit.author.name]
  }

  /// Of a version its number; of an alias what it named and names.
  private var versions: [SemanticVersion] {
    if case .alias(_, _, let change) = event { return [change.from, change.to].compactMap { $0 } }
    return event.version.flatMap { SemanticVersion($0.version) }.map { [$0] } ?? []
  }
}
