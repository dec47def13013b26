package import Diagnostics
package import Git
import RegistryStore
import Rules

extension Written {
  /// `ref` and `version` (of the version that it published), `commit` (null if none was made), `pushedTo` (the remote, if it was
  /// pushed), `branch`, `message`, `number` (if it was left to the registry), `events` as history tells them, `report` as a
  /// judgement has it.
  package func value(on branch: RefName, pushedTo remote: String? = nil) throws -> JSONValue {
    let events = try proposal?.change.events() ?? []
    let pushedTo = commit == nil ? nil : remote
    return .object(
      published(events) + [.init("commit", commit.map { .string("\($0)") } ?? .null)]
        + (pushedTo.map { [.init("pushedTo", .string($0))] } ?? []) + [
          .init("branch", .string(branch.branch ?? "\(branch)")), .init("message", .string(message)),
          .init("events", .array(events.map(\.value))),
        ] + (effects.first?.numberValue.map { [.init("number", $0)] } ?? []) + [
          .init("report", JSONRenderer.value(report))
        ])
  }

  /// The version that the change publishes, as a reference names it.
  private func published(_ events: [RegistryEvent]) -> [JSONValue.Member] {
    guard let number = effects.first?.version else { return [] }
    for case .version(let name, .published) in events {
      return [.init("ref", .string("\(name.model)@\(number)")), .init("version", .string("\(number)"))]
    }
    return []
  }
}

extension ActionEffect {
  /// `{"version", "follows", "needs": …}`, one for each version that was asked; nil if the number was not chosen by the registry.
  fileprivate var numberValue: JSONValue? {
    claim.map { claim in
      .object([
        "version": .string("\(claim.number)"), "follows": claim.followed.map { .string("\($0.number)") } ?? .null,
        "needs": .array(
          claim.needs.map { against, needs in
            .object([.init("against", .string("\(against)"))] + needs.members)
          }),
      ])
    }
  }
}
