import Diagnostics
import ManifestCoding
package import Manifests
package import RegistryStore
import Rules

/// Looks things up in one snapshot of a registry, which refuses manifests that are made for a newer program; see
/// ``CommitSnapshot/forReading(_:tree:)``. What is not there is an ``ActionFailure`` that names what is near.
package struct RegistryLookup {
  package let snapshot: CommitSnapshot

  package init(_ snapshot: CommitSnapshot) { self.snapshot = snapshot }

  /// Throws where a reference names nothing.
  package func require(_ reference: Reference) throws {
    guard let model = reference.modelName else { return _ = try registry(reference.registry) }
    _ = try self.model(model)
    try reference.selector.map { _ = try exact($0, of: model) }
  }

  /// Throws where the snapshot is no registry.
  package func requireRegistry() throws {
    guard try snapshot.isRegistry else { throw ActionFailure.noRegistry() }
  }

  package func organization() throws -> Organization { try value(snapshot.organization(), "the organization") }

  package func registry(_ name: String) throws -> Registry {
    if let found = try snapshot.registry(name) { return try value(found, "registry '\(name)'") }
    throw ActionFailure.missing("there is no registry '\(name)'", name, try snapshot.registryNames())
  }

  package func model(_ name: ModelName) throws -> Model {
    if let found = try snapshot.model(name) { return try value(found, "model '\(name)'") }
    if try registry(name.registry).retired.contains(name.model) {
      throw ActionFailure(.notFound, "model '\(name)' was retired", .readEarlierRevision)
    }
    throw ActionFailure.missing("there is no model '\(name)'", name.model, try snapshot.modelNames(in: name.registry))
  }

  /// The same for an action that adds to a model: a name that nothing is near of is most likely a new one.
  package func modelToAddTo(_ name: ModelName) throws -> Model {
    let known = try registry(name.registry).status == .active ? snapshot.modelNames(in: name.registry) : []
    guard try snapshot.model(name) == nil, Suggestion.nearest(to: name.model, among: known) == nil else {
      return try model(name)
    }
    if try registry(name.registry).retired.contains(name.model) { return try model(name) }
    throw ActionFailure(.notFound, "there is no model '\(name)'", help: "git registry model create \(name)")
  }

  package func member(_ name: String) throws -> Member {
    if let found = try snapshot.member(name) { return try value(found, "member '\(name)'") }
    throw ActionFailure.missing("there is no member '\(name)'", name, try snapshot.memberNames())
  }

  package func team(_ name: String) throws -> Team {
    if let found = try snapshot.team(name) { return try value(found, "team '\(name)'") }
    throw ActionFailure.missing("there is no team '\(name)'", name, try snapshot.teamNames())
  }

  /// A member by name or e-mail address.
  package func memberName(_ who: String) throws -> String {
    if let name = try Rights.memberName(who, in: snapshot) { return name }
    throw ActionFailure.missing("there is no member '\(who)'", who, try snapshot.memberNames())
  }

  func value<Value>(_ manifest: LoadedManifest<Value>?, _ what: String) throws -> Value {
    if let value = manifest?.value { return value }
    let path = manifest.map { "\($0.path)" } ?? "its manifest"
    throw ActionFailure(
      .conflict, "\(what) cannot be read: \(path) is invalid", help: "git registry validate shows why")
  }
}
