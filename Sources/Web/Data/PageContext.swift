import Access
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
  let principal: Principal
  let links: Links
  let query: PageQuery
  /// As the request has it, below the organization's prefix.
  let path: String
  let theme: Theme?
  let organization: Organization
  /// Where commits go.
  let branch: String
  let tables: ModelTables
  /// Milliseconds since 1970, for filters that speak of days ago.
  let now: Int64
  /// `https://models.acme.org`, for what is typed elsewhere.
  let server: String
  /// What came of the form that led here; nil for none.
  let result: ResultLine?

  var find: RegistryLookup { sight.reader.find }
  var snapshot: CommitSnapshot { sight.reader.snapshot }

  /// True if the viewer may do something now: nothing is changed on a page of the past.
  func may(_ right: Right, in place: AccessPlace) throws -> Bool {
    try sight.isTip && Access.of(principal, in: place, for: right, at: sight.whole.snapshot) == .allowed
  }

  /// This page with another query.
  func same(_ changes: [(String, String?)]) -> Address { links.same(path, query.with(changes)) }

  func table(of model: ModelName) throws -> ModelTable { try tables.table(of: model, in: snapshot) }

  /// `18feb303c7`.
  var commitName: String { Self.short(sight.whole.commit.id) }

  static func short(_ id: ObjectID) -> String { String("\(id)".prefix(10)) }

  var commitTime: String { Timestamp.text(sight.whole.commit.committer.secondsSince1970) }
}
