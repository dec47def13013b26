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
  /// Where commits go; empty in a file.
  let branch: String
  let tables: ModelTables
  /// Milliseconds since 1970, for filters that speak of days ago.
  let now: Int64
  /// Whole addresses of the server, for what is typed elsewhere; nil if there is none.
  let clients: Links?
  let record: any PageRecord
  /// What came of the form that led here; nil for none.
  let result: ResultLine?
  /// Branches to merge; nil for who may not see any.
  var proposals: OpenProposals?
  var notice: PageNotice?
  /// Bytes that all content of the repository may have together; nil for as many as there is room for.
  var contentAtMost: Int64?
  /// Where the viewer is signed in; nil on pages that do not say so.
  var sessions: OpenSessions?
  /// Makes the tokens of forms; nil in a file.
  var seal: FormSeal?
  /// `https://models.acme.org`, before addresses in feeds; empty in a file.
  var origin = ""
  /// False for who switched the keys off.
  var hasKeys = true

  var find: RegistryLookup { sight.reader.find }
  var snapshot: CommitSnapshot { sight.reader.snapshot }

  /// False on a page of the past and in a file: nobody would take what is sent.
  var offersChanges: Bool { sight.isTip && links.isAnswered }

  /// True if the viewer may do something now.
  func may(_ right: Right, in place: AccessPlace) throws -> Bool {
    try offersChanges && Access.of(principal, in: place, for: right, at: sight.whole.snapshot) == .allowed
  }

  /// This page with another query.
  func same(_ changes: [(String, String?)]) -> Address { links.same(path, query.with(changes)) }

  /// Rows on a page of a list: all of them where nobody answers for the next page.
  func rows(onAPage count: Int) -> Int { links.isAnswered ? count : .max }

  /// A file has all of a list.
  func table(of model: ModelName, _ part: ModelTable.Part = .all) throws -> ModelTable {
    try tables.table(of: model, in: snapshot, links.isAnswered ? part : .all)
  }

  /// A version that may be none of those that were read of its model.
  func row(_ number: SemanticVersion?, of model: ModelName, in table: ModelTable) throws -> ModelTable.Row? {
    guard let number else { return nil }
    return try table.row(number) ?? (table.isWhole ? nil : self.table(of: model, .run(.through(number))).row(number))
  }

  /// `18feb303c7`.
  var commitName: String { Self.short(sight.whole.commit.id) }

  static func short(_ id: ObjectID) -> String { String("\(id)".prefix(10)) }

  var commitTime: String { Timestamp.text(sight.whole.commit.committer.secondsSince1970) }
}
