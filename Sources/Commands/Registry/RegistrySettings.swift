import Actions
import ArgumentParser
import Manifests

/// What `create` and `edit` set of a registry.
struct RegistrySettings: ParsableArguments {
  @Option(help: ArgumentHelp("What the registry is for.", valueName: "text"))
  var description: String?

  @Option(help: ArgumentHelp("Who reads it: public, organization, restricted or disabled.", valueName: "v"))
  var visibility: Visibility?

  @Option(
    help: ArgumentHelp("An artifact type to accept; may be repeated. Accepted types only grow.", valueName: "type"))
  var accept: [String] = []

  @Flag(help: "Accept artifacts of every type.")
  var acceptAll = false

  @Option(help: ArgumentHelp("An alias that only an admin may move; may be repeated.", valueName: "alias"))
  var protect: [String] = []

  @Option(help: ArgumentHelp("How versions may follow each other: per-line or ascending.", valueName: "o"))
  var ordering: Ordering?

  @Flag(
    inversion: .prefixedNo, help: "Refuse, or accept again, additions to published versions; logs are always accepted.")
  var sealed: Bool?

  @Option(
    help: ArgumentHelp("Who adds to a version that a protected alias names: admin or member.", valueName: "role"))
  var protectedVersions: ProtectedVersions?

  @Option(
    help: ArgumentHelp("A member, by name or e-mail address, to make admin; may be repeated.", valueName: "who"),
    completion: .member)
  var admin: [String] = []

  mutating func validate() throws {
    if acceptAll, !accept.isEmpty { throw ValidationError("--accept and --accept-all cannot be combined") }
  }

  var changes: RegistryChanges {
    var changes = RegistryChanges()
    (changes.description, changes.visibility, changes.ordering) = (description, visibility, ordering)
    (changes.acceptedTypes, changes.acceptsAll, changes.protectedAliases) = (accept, acceptAll, protect)
    (changes.isSealed, changes.protectedVersions, changes.admins) = (sealed, protectedVersions, admin)
    return changes
  }
}

extension Visibility: ExpressibleByArgument {}
extension Ordering: ExpressibleByArgument {}
extension ProtectedVersions: ExpressibleByArgument {}
extension RegistryRole: ExpressibleByArgument {}
extension OrganizationRole: ExpressibleByArgument {}

extension RegistrySettings {
  /// Ends a command of registries that was given a model's name.
  static func requireRegistry(_ name: String, insteadOf command: String) throws {
    guard name.contains("/"), Reference(name)?.modelName != nil else { return }
    throw CommandFailure(status: .usage, "'\(name)' names a model, but must name a registry\nhelp: \(command)")
  }
}
