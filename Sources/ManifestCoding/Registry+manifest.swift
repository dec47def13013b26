package import Diagnostics
package import Manifests

extension Registry: Manifest {
  package static var kind: ManifestKind { .registry }

  package init?(decoding fields: DecodedFields) {
    let type = fields.reader.value("type", of: RegistryType.self, isRequired: true)
    let description = fields.reader.string("description")
    let visibility = fields.reader.value("visibility", of: Visibility.self, isRequired: true)
    let accepted = fields.reader.allOrStrings("acceptedArtifactTypes")
    let members = fields.reader.values(by: "members", of: RegistryRole.self)
    let protectedAliases = fields.reader.strings("protectedAliases") ?? []
    let retired = fields.reader.strings("retired") ?? []
    var ordering: Ordering?
    var isSealed: Bool?
    var protectedVersions: ProtectedVersions?
    var gates: Gates?
    var routine: Gate?
    _ = fields.reader.nested("policy") { reader in
      ordering = reader.value("ordering", of: Ordering.self)
      isSealed = reader.boolean("sealed")
      protectedVersions = reader.value("protectedVersions", of: ProtectedVersions.self)
      gates = reader.nested("gates", Gates.init(reader:))
      routine = reader.nested("routine", Gate.init(routine:))
      return true
    }
    let status = fields.reader.value("status", of: RegistryStatus.self)
    guard let type, let visibility, let accepted else { return nil }
    self.init(
      type: type, description: description, visibility: visibility, acceptedArtifactTypes: accepted, members: members,
      protectedAliases: protectedAliases, retired: retired, ordering: ordering, isSealed: isSealed ?? false,
      protectedVersions: protectedVersions, gates: gates ?? Gates(), routine: routine, status: status ?? .active)
  }

  package var fields: [JSONValue.Member] {
    let accepted: JSONValue =
      switch acceptedArtifactTypes {
      case .all: .string("all")
      case .only(let types): .array(types.map { .string($0) })
      }
    return Fields.list([
      ("type", .string(type.rawValue)),
      ("description", Fields.string(description)),
      ("visibility", .string(visibility.rawValue)),
      ("acceptedArtifactTypes", accepted),
      ("members", Fields.dictionary(members) { .string($0.rawValue) }),
      ("protectedAliases", Fields.array(protectedAliases) { .string($0) }),
      ("retired", Fields.array(retired) { .string($0) }),
      (
        "policy",
        Fields.object([
          ("ordering", Fields.string(ordering?.rawValue)),
          ("sealed", isSealed ? .boolean(true) : nil),
          ("protectedVersions", Fields.string(protectedVersions?.rawValue)),
          ("gates", gates.value),
          ("routine", routine.map { $0.value ?? .object([]) }),
        ])
      ),
      ("status", Fields.value(status, unless: .active)),
    ])
  }
}
