import Access
import Actions
import CommitQueue
import Diagnostics
import Endpoints
import Git
import GitObjects
import RegistryStore

/// What is done with a proposal: it is merged, or closed.
///
/// Each form says which commits its page was made of: what has moved since is judged again, and shown, before anything is done.
extension WebMount {
  var proposalRoutes: [Route] {
    [
      Route(.post, "/-/proposals/{branch}/merge", needs: .repository(.write)) { try await merge($0) },
      Route(.post, "/-/proposals/{branch}/close", needs: .repository(.write)) { try await close($0) },
    ]
  }

  /// The commits that the form's page was made of.
  private struct Seen {
    let base: ObjectID
    let head: ObjectID
  }

  /// - Returns: nil for a form of another sign-in.
  private func seen(_ request: ServerRequest) async throws -> Seen? {
    let fields = try await FormBody.read(request)
    guard try FormToken.isGood(fields, seal, request.principal) else { return nil }
    guard let base = ObjectID(hex: fields["base"]), let head = ObjectID(hex: fields["head"]) else {
      throw RequestError.malformed("the form does not say which commits it is about; open the proposal again")
    }
    return Seen(base: base, head: head)
  }

  private func merge(_ request: ServerRequest) async throws -> ServerResponse {
    guard let seen = try await seen(request) else { return try await strange(request, "Not merged") }
    let name = request.captures["branch"] ?? ""
    let branch = repository.branch
    let state = try await repository.read { reader in try Self.state(name, branch, reader) }
    if state.isMerged { return redirect(to: links.proposal(name)) }
    if let notice = state.notice(seen, branch.branch ?? "\(branch)", "Not merged") {
      return try await shown(request, notice, 409)
    }
    let outcome: CommitOutcome
    do {
      outcome = try await repository.land(
        MergedBranch(seen.head, into: seen.base), by: request.principal,
        message: "\(state.title)\n\nMerge branch '\(state.name)' into \(branch.branch ?? "\(branch)")\n")
    } catch let failure as ActionFailure where failure.kind == .conflict {
      let notice = PageNotice(
        text: "Not merged: \(failure.message).", help: "What merging it means now stands below, judged again.")
      return try await shown(request, notice, 409)
    } catch let failure as ActionFailure where failure.kind == .forbidden {
      return try await shown(request, PageNotice(text: "Not merged: \(failure.message).", help: failure.help), 403)
    }
    guard case .refused(let report) = outcome.outcome else { return redirect(to: links.proposal(name)) }
    let findings = report.diagnostics.filter { $0.severity == .error }
    let first = findings.first.map { "\($0.finding.message) [\($0.rule)]" } ?? report.summary
    let more = findings.count > 1 ? " and \(findings.count - 1) more" : ""
    return try await shown(
      request, PageNotice(text: "Not merged: \(first)\(more)", help: findings.first?.finding.help), 422)
  }

  private func close(_ request: ServerRequest) async throws -> ServerResponse {
    guard let seen = try await seen(request) else { return try await strange(request, "Not closed") }
    let name = request.captures["branch"] ?? ""
    let branch = repository.branch
    let principal = request.principal
    let (state, mayClose) = try await repository.read { reader in
      let state = try Self.state(name, branch, reader)
      let viewer = try Viewer(principal, in: reader.snapshot)
      return (state, viewer.isOrganizationAdmin || (viewer.member != nil && viewer.member == state.author))
    }
    guard mayClose else { throw RequestError.forbidden }
    guard let reference = RefName(branch: name), reference != branch else { throw RequestError.notFound }
    if state.head != seen.head, let notice = state.notice(seen, branch.branch ?? "\(branch)", "Not closed") {
      return try await shown(request, notice, 409)
    }
    do { try await repository.delete(reference, at: seen.head, by: principal) } catch let failure as ActionFailure {
      return try await shown(request, PageNotice(text: "Not closed: \(failure.message).", help: failure.help), 409)
    }
    return redirect(to: links.proposals)
  }

  // MARK: What there is now

  private struct State: Sendable {
    let name: String
    let title: String
    let author: String?
    let base: ObjectID
    let head: ObjectID
    let isMerged: Bool

    /// Nil if nothing has moved.
    ///
    /// - Parameter refusal: what was not done.
    func notice(_ seen: Seen, _ base: String, _ refusal: String) -> PageNotice? {
      guard head != seen.head || self.base != seen.base else { return nil }
      let what = head == seen.head ? base : name
      return PageNotice(
        text: "\(refusal): \(what) has moved on meanwhile.",
        help: "What merging it means now stands below, judged again.")
    }
  }

  private static func state(_ name: String, _ served: RefName, _ reader: RegistryReader) throws -> State {
    guard let reference = RefName(branch: name), reference != served,
      let head = try reader.repository.target(of: reference),
      let branch = try ProposedBranch(reference, at: head, onto: reader.commit, in: reader.repository)
    else { throw RequestError.notFound }
    return State(
      name: branch.shownName, title: branch.title, author: try branch.author(in: reader.snapshot),
      base: reader.commit.id, head: head, isMerged: branch.isMerged)
  }

  private func redirect(to address: Address) -> ServerResponse { PageAnswer.redirect(to: address, 303) }

  /// Of another sign-in: the page again, whose forms are good.
  private func strange(_ request: ServerRequest, _ what: String) async throws -> ServerResponse {
    try await shown(request, PageNotice(text: "\(what): \(FormToken.refusal).", help: nil), 403)
  }

  /// The proposal's page with what came of the request.
  private func shown(_ request: ServerRequest, _ notice: PageNotice, _ status: Int) async throws -> ServerResponse {
    guard let page = Self.page(at: "/-/proposals/{branch}") else { throw RequestError.notFound }
    let path = request.path.lastIndex(of: "/").map { String(request.path[..<$0]) } ?? request.path
    return try await answer(request, page, at: path, (notice, status))
  }
}
