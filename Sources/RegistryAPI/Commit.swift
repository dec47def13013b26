import Actions
import Blobs
import CommitQueue
import Diagnostics
import Endpoints
import Git
import Manifests

/// One commit that a request asks for.
struct Commit {
  private let call: Call

  static let fields = [
    RequestField("dryRun", .flag, "Judge the change, and commit nothing"),
    RequestField("message", .text, "The message of the commit"),
  ]

  init(_ call: Call) { self.call = call }

  /// Lands actions, and answers the document of the change.
  ///
  /// - Parameter content: what was received for it.
  /// - Throws: ``RefusedCommit``, ``TipMoved``, ``ActionFailure``.
  func land(_ actions: [any Action], content: [ReceivedContent] = []) async throws -> ServerResponse {
    let (repository, principal) = (call.repository, call.principal)
    var all = actions
    if let tree = try await expectedTree(), let first = actions.first {
      all[0] = OnExpectedTree(tree: tree, action: first)
    }
    let message = call.query.text("message")
    let isDry = call.query.flag("dryRun") ?? false
    let landed: CommitOutcome
    do {
      landed =
        isDry
        ? try await repository.rehearse(all, by: principal, content: content, message: message)
        : try await repository.land(all, by: principal, content: content, message: message, isTold: true)
    } catch let failure as ActionFailure where failure == OnExpectedTree.failure { throw TipMoved() }
    if case .refused(let report) = landed.outcome { throw RefusedCommit(report: report) }
    var response = Answer.document(landed.document ?? .object([]))
    if case .committed(let commit) = landed.outcome { response.headers.append(("ETag", "\"\(commit)\"")) }
    return response
  }

  /// The same with artifacts whose content was sent before.
  func land(_ actions: [any Action], adding artifacts: [Artifact]) async throws -> ServerResponse {
    try await land(actions, content: ServedContent(call.repository).received(artifacts))
  }

  /// What `If-Match` says; nil for nothing.
  private func expectedTree() async throws -> ObjectID? {
    guard let header = call.request.headers["if-match"], header != "*" else { return nil }
    let text =
      header.hasPrefix("\"") && header.hasSuffix("\"") && header.count > 1 ? header.dropFirst().dropLast() : header[...]
    guard let id = ObjectID(hex: String(text)) else {
      throw RequestError.malformed("If-Match must be the id of a commit, as ETag has it")
    }
    return try await call.repository.pool.read { repository in
      guard let commit = try repository.commit(beginning: "\(id)") else { throw TipMoved() }
      return commit.tree
    }
  }
}

/// The rules refuse what was asked for.
struct RefusedCommit: Error {
  let report: Report
}

/// The registry is not what `If-Match` says that it is.
struct TipMoved: Error {}
