import Actions
import Diagnostics
import Git
import ManifestCoding
import RegistryStore

/// What is sent for one commit: its events, as `git registry log --json` has them.
///
///     {"type": "registry.changed", "timestamp": "2026-11-22T10:00:00Z", "data": {"organization": "acme", "commit": …, "events": […]}}
struct WebhookMessage: Sendable {
  /// The same for each attempt, so that its receiver can tell that it has it already.
  let id: String
  let body: [UInt8]
  /// Of the commit.
  let commit: ObjectID

  init(_ entry: HistoryEntry, of organization: String) {
    commit = entry.commit.id
    id = "msg_\(commit)"
    var data = [JSONValue.Member("organization", .string(organization))]
    if case .object(let members) = entry.value { data += members }
    let value = JSONValue.object([
      "type": .string("registry.changed"), "timestamp": .string(Timestamp.text(entry.landing.time)),
      "data": .object(data),
    ])
    body = Array(value.line.utf8)
  }
}
