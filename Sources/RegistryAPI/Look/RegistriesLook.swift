import Access
import Actions
import Diagnostics
import Endpoints
import Git
import Manifests
import Query
import Rules

/// Registries: which there are, and what one says of itself.
enum RegistriesLook {
  static let operations: [Operation] = [
    .list(
      "/registries", .some(.look), "List the registries", like: "list", query: SearchPage.filterFields,
      answers: "registries"
    ) { sight, call, page in
      if SearchPage.isAsked(call) { return try SearchPage(.registries, call, page).rows(sight) }
      return try PageOfList(page, of: NaturalOrder.sorted(sight.reader.snapshot.registryNames())) {
        try RegistryDocument($0, by: sight.reader.find).value
      }
    },
    .look("/registries/{registry}", .registry(.look), "Show a registry", like: "show", answers: "registry") {
      sight, call in try RegistryDocument(call.registry, by: sight.reader.find).value
    },
    .look(
      "/registries/{registry}/card", .registry(.look), "Show the card of a registry", like: "show", answers: "card"
    ) { sight, call in try Card.document(Call.reference(call.registry), by: sight.reader.find) },
    .look(
      "/registries/{registry}/members", .registry(.look), "List those who have a role in a registry",
      like: "member list",
      answers: "registry-members"
    ) { sight, call in
      let members = try sight.reader.find.registry(call.registry).members.sorted { $0.key < $1.key }
      return .array(members.map { .object(["name": .string($0.key), "role": .string($0.value.rawValue)]) })
    },
    .look(
      "/registries/{registry}/du", .registry(.read), "Show what takes space in a registry", like: "du", answers: "du"
    ) { sight, call in try DiskUsage(of: sight.reader, below: Call.reference(call.registry)).value },
    .look("/du", .some(.read), "Show what takes space", like: "du", answers: "du") { sight, _ in
      try DiskUsage(of: sight.reader, below: nil).value
    },
  ]
}
