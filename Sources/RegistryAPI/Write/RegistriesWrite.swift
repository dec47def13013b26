import Access
import Actions
import Diagnostics
import Endpoints
import Manifests

/// Registries made, changed and deleted.
enum RegistriesWrite {
  private static let settings = [
    RequestField("description", .text, "What the registry is for"),
    RequestField("visibility", .choice(Visibility.allCases.map(\.rawValue)), "Who reads it"),
    RequestField("accept", .texts, "Artifact types to accept. Accepted types only grow"),
    RequestField("acceptAll", .flag, "Accept artifacts of every type"),
    RequestField("protect", .texts, "Aliases that only an admin may move"),
    RequestField("ordering", .choice(Ordering.allCases.map(\.rawValue)), "How versions may follow each other"),
    RequestField("sealed", .flag, "Refuse additions to published versions; logs are always accepted"),
    RequestField(
      "protectedVersions", .choice(ProtectedVersions.allCases.map(\.rawValue)),
      "Who adds to a version that a protected alias names"),
    RequestField("admins", .texts, "Members to make admin, by name or e-mail address"),
  ]

  static let operations: [Operation] = [
    .write(
      .post, "/registries", .organization(.write), "Create a registry", like: "create",
      body: [RequestField("name", .text, isRequired: true, "The registry's name")] + settings
    ) { call in
      let name = call.body.required("name")
      try NameGrammar.registry.require(name)
      return [CreateRegistry(name, try changes(call))]
    },
    .write(
      .patch, "/registries/{registry}", .registry(.administrate), "Change a registry", like: "edit",
      body: settings + [
        RequestField("unprotect", .texts, "Protected aliases that members may move again"),
        RequestField("restore", .flag, "Take up a retired registry again"),
      ]
    ) { call in
      var action = EditRegistry(call.registry, try changes(call))
      action.unprotectedAliases = call.body.texts("unprotect") ?? []
      action.isRestored = call.body.flag("restore") ?? false
      return [action]
    },
    .write(
      .delete, "/registries/{registry}", .registry(.administrate),
      "Delete a registry that never held a version, or retire one that did", like: "delete"
    ) { [DeleteRegistry($0.registry)] },
  ]

  private static func changes(_ call: Call) throws -> RegistryChanges {
    let body = call.body
    var changes = RegistryChanges()
    changes.description = body.text("description")
    changes.visibility = body.text("visibility").flatMap { Visibility(rawValue: $0) }
    changes.acceptedTypes = body.texts("accept") ?? []
    changes.acceptsAll = body.flag("acceptAll") ?? false
    changes.protectedAliases = body.texts("protect") ?? []
    changes.ordering = body.text("ordering").flatMap { Ordering(rawValue: $0) }
    changes.isSealed = body.flag("sealed")
    changes.protectedVersions = body.text("protectedVersions").flatMap { ProtectedVersions(rawValue: $0) }
    changes.admins = body.texts("admins") ?? []
    guard !changes.acceptsAll || changes.acceptedTypes.isEmpty else {
      throw ActionFailure(.invalid, "'accept' and 'acceptAll' cannot be combined")
    }
    return changes
  }
}
