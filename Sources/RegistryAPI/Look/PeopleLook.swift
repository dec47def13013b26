import Access
import Actions
import Diagnostics
import Endpoints
import ManifestCoding
import Manifests
import Rules

/// Members, teams, and what they may do.
enum PeopleLook {
  static let operations: [Operation] = [
    .list(
      "/members", .organization(.look), "List the members of the organization", like: "member list", answers: "members"
    ) {
      sight, _, page in
      try PageOfList(page, of: NaturalOrder.sorted(sight.reader.snapshot.memberNames())) {
        .named($0, try sight.reader.find.member($0))
      }
    },
    .look(
      "/effective-members", .organization(.look), "List what everybody may do in the registries, and why",
      like: "member list", query: [RequestField("registry", .text, "In this one alone")], answers: "effective-members"
    ) { sight, call in
      let snapshot = sight.reader.snapshot
      let registries = try call.query.text("registry").map { [$0] } ?? NaturalOrder.sorted(snapshot.registryNames())
      return .array(
        try registries.flatMap { name in
          _ = try sight.reader.find.registry(name)
          return try EffectiveRole.all(in: name, of: snapshot).map { $0.value(in: name) }
        })
    },
    .list("/teams", .organization(.look), "List the teams with their members", like: "team list", answers: "teams") {
      sight, _, page in
      try PageOfList(page, of: NaturalOrder.sorted(sight.reader.snapshot.teamNames())) {
        .named($0, try sight.reader.find.team($0))
      }
    },
  ]
}
