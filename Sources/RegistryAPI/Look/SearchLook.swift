import Access
import Actions
import BlobStore
import Diagnostics
import Endpoints
import ManifestCoding
import Manifests
import Query

/// Searches over all registries that the caller may see, and lock files asked about.
enum SearchLook {
  private static let scopes: [(name: String, scope: SearchScope)] = [
    ("versions", .versions), ("models", .models), ("candidates", .candidates), ("registries", .registries),
    ("artifacts", .artifacts),
  ]

  static let operations: [Operation] = [
    .list(
      "/search", .some(.look), "Find versions, candidates, models, registries and artifacts by what they say",
      like: "search",
      query: [
        RequestField("scope", .choice(scopes.map(\.name)), "What to find; versions unless given"),
        RequestField("words", .texts, "A word that a row must have; may be repeated"),
      ] + SearchPage.filterFields, answers: "search"
    ) { sight, call, page in
      let scope = scopes.first { $0.name == call.query.text("scope") }?.scope ?? .versions
      return try SearchPage(scope, words: call.query.texts("words") ?? [], call, page).rows(sight)
    },
    Operation(
      .post, "/outdated", .some(.look), "Say which newer versions the owner of a lock file can take", like: "outdated",
      body: [], answers: "outdated"
    ) { call in
      guard let bytes = try await call.request.body.collect(atMost: LockFile.sizeLimitInBytes) else {
        throw RequestError.tooLarge(LockFile.sizeLimitInBytes)
      }
      let format: ManifestFormat = bytes.first == UInt8(ascii: "{") ? .json : .yaml
      let (file, problems, newer) = LockFile.read(bytes, as: format)
      if let newer { throw ActionFailure.newer("the lock file", newer) }
      guard let file else {
        let first = problems.first.map { ": line \($0.mark.line), column \($0.mark.column): \($0.message)" } ?? ""
        throw ActionFailure(.invalid, "the body is not a lock file\(EscapedText.line(first))")
      }
      return try await call.repository.read(as: call.principal) { sight in
        let entries = try file.entries.map { try LockedVersion($0, in: sight.reader).value }
        return Answer.document(.object(["entries": .array(entries)]), of: sight)
      }
    },
  ]
}
