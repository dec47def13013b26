package import Diagnostics
import Git
import ManifestCoding
package import RegistryStore

extension HistoryEntry {
  /// A commit as programs read it: what it did, when it landed, who acted and what the commit says of itself.
  package var value: JSONValue {
    .object([
      "commit": .string("\(commit.id)"), "date": .string(Timestamp.text(landing.time)),
      "basis": .string(landing.basis.rawValue), "actor": member.map { .string($0) } ?? .null,
      "actorFrom": landing.actorSource.map { .string($0) } ?? .null,
      "author": .object([
        "name": .string(commit.author.name), "email": .string(commit.author.email),
        "date": .string(Timestamp.text(commit.author.secondsSince1970)),
      ]),
      "committed": .string(Timestamp.text(commit.committer.secondsSince1970)),
      "events": .array(events.map(\.value)),
    ])
  }
}
