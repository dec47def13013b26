import Actions
import Diagnostics
import Endpoints
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// What a page is a function of: the registry as the viewer may see it, who that is, and the query.
struct PageContext {
  let sight: Sight
  let viewer: Viewer
  let links: Links
  let query: PageQuery
  /// As the request has it, below the organization's prefix.
  let path: String
  let theme: Theme?
  let organization: Organization
  let tables: ModelTables
  /// Milliseconds since 1970, for filters that speak of days ago.
  let now: Int64
  /// `https://models.acme.org`, for what is typed elsewhere.
  let server: String

  var find: RegistryLookup { sight.reader.find }
  var snapshot: CommitSnapshot { sight.reader.snapshot }

  /// This page with another query.
  func same(_ changes: [(String, String?)]) -> Address { links.same(path, query.with(changes)) }

  func table(of model: ModelName) throws -> ModelTable { try tables.table(of: model, in: snapshot) }

  /// `18feb303c7`.
  var commitName: String { Self.short(sight.whole.commit.id) }

  static func short(_ id: ObjectID) -> String { String("\(id)".prefix(10)) }

  var commitTime: String { Timestamp.text(sight.whole.commit.committer.secondsSince1970) }
}
