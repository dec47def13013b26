import Actions
import Diagnostics
import Endpoints
import GitObjects
import Manifests
import RegistryStore
import Rules

/// The record of a site: read once, and kept by what each event is about.
final class SiteRecord: PageRecord {
  private enum Subject: Hashable {
    case everything
    case registry(String)
    case model(ModelName)
    case version(ModelName, SemanticVersion)
  }

  private var entries: [Subject: [HistoryEntry]] = [:]
  private var users: [String: [String]] = [:]

  /// More than a page of history has; and than a version's page has.
  private static let entriesAtMost = HistoryPage.commitsInASite + 1
  private static let entriesOfAVersion = 32

  /// - Parameter models: in order, as the site shows them.
  init(_ sight: Sight, _ models: [(name: ModelName, manifest: Model, table: ModelTable)]) throws {
    _ = try sight.whole.history().tell { entry in
      keep(entry, in: sight)
      return true
    }
    for model in models {
      for row in model.table.rows {
        for input in row.version.lineage where !input.isAddress {
          users[input.input, default: []].append("\(model.name)@\(row.number)")
        }
      }
    }
  }

  private func keep(_ entry: HistoryEntry, in sight: Sight) {
    guard let told = entry.keeping({ sight.sees($0) }) else { return }
    var subjects: Set<Subject> = [.everything]
    for event in told.events { subjects.formUnion(Self.subjects(of: event)) }
    for subject in subjects {
      let limit = if case .version = subject { Self.entriesOfAVersion } else { Self.entriesAtMost }
      guard entries[subject, default: []].count < limit else { continue }
      let part = subject == .everything ? told : told.keeping { Self.subjects(of: $0).contains(subject) }
      if let part { entries[subject, default: []].append(part) }
    }
  }

  /// As ``RegistryEvent/isAbout(_:)`` has it.
  private static func subjects(of event: RegistryEvent) -> [Subject] {
    var subjects: [Subject] = []
    if let registry = event.registry { subjects.append(.registry(registry)) }
    if let model = event.model { subjects.append(.model(model)) }
    switch event {
    case .version(let version, _):
      if let number = SemanticVersion(version.version) { subjects.append(.version(version.model, number)) }
    case .alias(_, of: let model, let change):
      subjects += [change.from, change.to].compactMap { $0 }.map { .version(model, $0) }
    default: break
    }
    return subjects
  }

  func tell(about reference: Reference?, _ body: (HistoryEntry) throws -> Bool) throws {
    let subject: Subject
    switch (reference, reference?.modelName, reference?.selector) {
    case (nil, _, _): subject = .everything
    case (let reference?, nil, _): subject = .registry(reference.registry)
    case (_, let model?, .version(let number)): subject = .version(model, number)
    case (_, let model?, _): subject = .model(model)
    }
    for entry in entries[subject] ?? [] where try !body(entry) { return }
  }

  func users(of version: String) throws -> [String] { users[version] ?? [] }
}
