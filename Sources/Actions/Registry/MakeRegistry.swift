import Git
package import Manifests
package import RegistryStore
import Rules

/// Makes a registry repository: an organization, its first admin, the core registries.
package struct MakeRegistry: Action {
  package let organization: Organization
  /// The first admin.
  package let founder: (name: String, email: String)

  package init(_ organization: Organization, founder: (name: String, email: String)) {
    self.organization = organization
    self.founder = founder
  }

  package var makesRegistry: Bool { true }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    try edit.write(organization, at: "organization")
    try edit.write(Member(emails: [founder.email], role: .admin), at: "members/\(founder.name)")
    let core = [
      ("Models", "model", "Models that are ready to use."),
      ("Datasets", "dataset", "Datasets that models are made from."),
    ]
    for (name, type, description) in core {
      let registry = Registry(
        type: .core, description: description, visibility: .organization, acceptedArtifactTypes: .only([type]))
      try edit.write(registry, at: "registries/\(name)/registry")
    }
    if let path = RepositoryPath(".gitattributes") { try edit.write(Array((knownAttributes + "\n").utf8), at: path) }
    return ActionEffect("Create registry repository of \(organization.name)")
  }
}
