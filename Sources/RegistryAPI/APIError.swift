import Actions
import BlobStore
import Catalog
import Diagnostics
import Endpoints
import Git
import Query
import Rules
import RunStore

/// Why a request was not done: a status, and the document that a command writes with `--json`, with what the rules say if it was they.
///
///     {"error": {"kind": "notFound", "message": "there is no model 'Lab/x'", "help": null}}
struct APIError {
  let status: Int
  let failure: ActionFailure
  /// What the rules found; nil if they were not asked.
  var report: Report?

  /// A fault of the server's own is told without its text, which names files of the machine; the log has it.
  init(_ error: any Error) {
    switch error {
    case let error as RequestError: self.init(error)
    case let error as RefusedByRules: self.init(error.report)
    case let error as RefusedCommit: self.init(error.report)
    case is TipMoved:
      self.init(
        412, .conflict, "the registry has moved on from the commit that If-Match names",
        help: "read it again, and decide anew")
    case let error as FilterError:
      self.init(
        400, ActionFailure(.invalid, "\(error.message), at column \(error.column) of '\(error.text)'", help: error.help)
      )
    case is SearchLimitError:
      self.init(
        400, .invalid, "\(error)",
        help: "write fewer conditions, or one that fewer rows fulfil: a registry, a model, an alias")
    case let error as RunStoreError where error.kind != .own: self.init(400, .invalid, error.message)
    case BlobStoreError.tooLarge(let limit): self.init(413, .invalid, "a file may have \(limit) bytes")
    case BlobStoreError.full(let quota):
      self.init(
        413, .invalid, "the repository's content would have more than the \(quota) bytes that it may have",
        help: "the operator can remove what nothing names with git registry gc, or raise --quota")
    case BlobStoreError.unexpected(let digest):
      self.init(400, .invalid, "what was sent has the digest \(digest)", help: "send it again")
    case BlobStoreError.missing(let digest): self.init(409, .contentMissing, "the content of \(digest) is not here")
    case RepositoryPoolError.busy: self.init(429, .unavailable, "too many requests wait", help: "try again in a second")
    default: self.init(ActionFailure(error))
    }
  }

  private init(_ status: Int, _ kind: ActionFailure.Kind, _ message: String, help: String? = nil) {
    self.init(status, ActionFailure(kind, message, help: help))
  }

  private init(_ status: Int, _ failure: ActionFailure) {
    self.status = status
    self.failure = failure
  }

  private init(_ failure: ActionFailure) {
    let status = failure.kind.status
    guard status < 500 else {
      self.init(status, failure.kind, "the server could not do this now; its log says why")
      return
    }
    self.init(status, Self.told(failure))
  }

  private init(_ error: RequestError) {
    switch error {
    case .unauthenticated:
      self.init(401, .forbidden, "a token is needed", help: "send it: Authorization: Bearer grt_…")
    case .forbidden: self.init(403, .forbidden, "this member, or this token, may not do that here")
    case .notFound: self.init(404, .notFound, "there is nothing here")
    case .methodNotAllowed: self.init(405, .invalid, "this address does not take this method")
    case .tooLarge(let limit): self.init(413, .invalid, "the request has more than \(limit) bytes")
    case .malformed(let text): self.init(400, ActionFailure(.invalid, text: text))
    }
  }

  private init(_ report: Report) {
    let finding = report.diagnostics.first { $0.severity == .error }?.finding
    self.init(
      report.isAboutRights ? 403 : 422, report.isAboutRights ? .forbidden : .conflict,
      finding?.message ?? "the rules refuse it", help: finding?.help)
    self.report = report
  }

  /// What to give where a command names its option.
  private static func told(_ failure: ActionFailure) -> ActionFailure {
    let help: String? =
      switch failure.remedy {
      case .chooseAnotherCandidateID: "give another 'id', or none"
      case .giveReason: "give 'reason'"
      case .giveSourceRepository: "give 'sourceRepository' too"
      case .nameRegistryFolder: nil
      case .readEarlierRevision: "read an earlier moment with 'at'"
      case .replaceCard: "change it with PATCH"
      case nil: failure.help
      }
    return ActionFailure(failure.kind, failure.message, help: help)
  }

  var response: ServerResponse {
    let findings = report.map { [JSONValue.Member("report", JSONRenderer.value($0))] } ?? []
    var response = Answer.document(.object(failure.fields + findings), status: status)
    if status == 401 { response.headers.append(("WWW-Authenticate", "Bearer realm=\"git registry\"")) }
    if status == 429 || status == 503 { response.headers.append(("Retry-After", "1")) }
    return response
  }
}
