package import Diagnostics
package import Git
package import RegistryStore
import Rules

/// What differs between the registry at two commits, in the registry's words.
package struct SnapshotDifference {
  package let old: Commit
  package let new: Commit
  package private(set) var events: [RegistryEvent]

  /// - Throws: ``ActionFailure`` if neither commit has a registry.
  package init(from old: Commit, to new: Commit, in repository: Repository) throws {
    (self.old, self.new) = (old, new)
    let start = try CommitSnapshot.forReading(repository, tree: old.tree)
    let end = try CommitSnapshot.forReading(repository, tree: new.tree)
    if try !start.isRegistry, try !end.isRegistry { throw ActionFailure.noRegistry() }
    events = try Change(from: start, to: end).events()
  }

  /// The same without events that somebody must not be told of.
  package func keeping(_ isTold: (RegistryEvent) -> Bool) -> SnapshotDifference {
    var difference = self
    difference.events.removeAll { !isTold($0) }
    return difference
  }

  package var value: JSONValue {
    .object([
      "from": .string("\(old.id)"), "to": .string("\(new.id)"), "events": .array(events.map(\.value)),
    ])
  }
}
