import Access
import Actions
import BlobStore
import Blobs
import CommitQueue
import Diagnostics
import Endpoints
import Git
import Manifests
import Rules

/// From what was sent to a commit, or to what keeps it from being one.
extension FormAnswer {
  private static let attemptsAtMost = 5

  func preview(_ sent: SentForm) async throws -> FormState {
    var state = sent.state
    state.isPreview = true
    guard let actions = try await draft(sent, &state) else { return state }
    do {
      let content = try await ServedContent(pages.repository).received(sent.form.artifacts(state.values))
      let outcome = try await pages.repository.rehearse(
        actions, by: request.principal, content: content, message: sent.message)
      note(outcome, sent, &state)
    } catch { try note(error, sent.form, &state) }
    return state
  }

  func land(_ sent: SentForm, attempt: Int = 1) async throws -> FormResults.Attempt {
    var state = sent.state
    guard let actions = try await draft(sent, &state), let first = actions.first else { return .refused(state) }
    let (form, now) = (sent.form, sent.now)
    do {
      let content = try await ServedContent(pages.repository).received(form.artifacts(state.values))
      let outcome: CommitOutcome
      if sent.isProposal {
        guard let branch = RefName(branch: sent.branch) else {
          content.forEach { $0.remove() }
          throw FormProblem("'\(EscapedText.line(sent.branch))' is not the name of a branch", at: "branch")
        }
        outcome = try await propose(actions, sent, content, on: branch)
      } else {
        guard try await mayCommit(form) else {
          content.forEach { $0.remove() }
          state.problems = [FormProblem("your role does not let you commit this. \(form.approvers)", at: "how")]
          state.status = 403
          return .refused(state)
        }
        let guarded = OnSameState(first) { find in
          try form.state(find).isSame(now, in: Array(Set(now.items.map(\.name))))
        }
        outcome = try await pages.repository.land(
          [guarded] + actions.dropFirst(), by: request.principal, content: content, message: sent.message)
      }
      note(outcome, sent, &state)
      if case .committed(let commit) = outcome.outcome { return .landed(landed(commit, outcome, sent)) }
    } catch let failure as ActionFailure where failure == OnSameState.failure && attempt < Self.attemptsAtMost {
      // Somebody changed the same after this was read: what was typed is looked at anew.
      let again = try await SentForm(
        sent.state.values.replacing(["commit"], from: FormValues([("commit", state.commit)])), self)
      guard again.conflicts.isEmpty else {
        state = again.state
        (state.problems, state.status) = (again.conflicts, 409)
        return .refused(state)
      }
      return try await land(again, attempt: attempt + 1)
    } catch { try note(error, form, &state) }
    return .refused(state)
  }

  /// What cannot be made was said of the draft: what is left is the branch.
  private func propose(_ actions: [any Action], _ sent: SentForm, _ content: [ReceivedContent], on branch: RefName)
    async throws -> CommitOutcome
  {
    do {
      return try await pages.repository.propose(
        actions, by: request.principal, content: content, message: sent.message, on: branch)
    } catch let failure as ActionFailure where failure.kind == .alreadyExists || failure.kind == .invalid {
      throw FormProblem(failure.message, at: "branch", help: failure.help)
    }
  }

  private func mayCommit(_ form: WebForm) async throws -> Bool {
    try await pages.repository.access(of: request.principal, in: form.right.place, for: form.right.right) == .allowed
  }

  private func landed(_ commit: ObjectID, _ outcome: CommitOutcome, _ sent: SentForm) -> ServerResponse {
    var (text, address) = sent.form.done(sent.state.values, outcome.version)
    if sent.isProposal { (text, address) = ("Proposed on \(sent.branch)", pages.links(at: nil).proposal(sent.branch)) }
    var response = PageAnswer.redirect(to: address, 303)
    let line = ResultLine(text: text, commit: PageContext.short(commit))
    response.headers.append(line.header(pages.seal, for: request.principal))
    return response
  }

  /// The actions of what is typed, once they can be made; nil if they cannot, which the state says then.
  private func draft(_ sent: SentForm, _ state: inout FormState) async throws -> [any Action]? {
    do {
      let actions = try sent.form.actions(sent.state.values)
      state.draft = try await pages.read(request) { [request] context in
        try Self.draft(actions, by: request.principal, sent.message, context)
      }
      return actions
    } catch {
      try note(error, sent.form, &state)
      return nil
    }
  }

  /// What actions would write of what the viewer may see: no failure names anything else.
  static func draft(
    _ actions: [any Action], by principal: Principal, _ message: String?, _ context: PageContext
  ) throws -> DraftedChange {
    let author = Authorship(local: principal.claim ?? "", at: context.now / 1000)
    return try DraftedChange(of: PlannedCommit(actions, by: author, message: message), on: context.sight.reader)
  }

  // MARK: What is wrong

  private func note(_ outcome: CommitOutcome, _ sent: SentForm, _ state: inout FormState) {
    let fields = sent.form.fields
    // Who may do it is asked of whoever merges it.
    let report = sent.isProposal ? outcome.report.withoutRights : outcome.report
    func problems(_ severity: Severity) -> [FormProblem] {
      report.diagnostics.filter { $0.severity == severity }.map { FormProblem($0, in: fields, draft: state.draft) }
    }
    state.problems = problems(.error)
    state.warnings = problems(.warning)
    if outcome.outcome == .unchanged {
      state.problems = [FormProblem("nothing is changed: the registry says this already")]
    }
    if !state.problems.isEmpty { state.status = report.isAboutRights ? 403 : 422 }
  }

  /// - Throws: what is not the fault of what was typed.
  private func note(_ error: any Error, _ form: WebForm, _ state: inout FormState) throws {
    state.status = 422
    switch error {
    case let problem as FormProblem: state.problems = [problem]
    case let problems as FormProblems: state.problems = problems.all
    case let refusal as RefusedByRules:
      state.problems = refusal.report.diagnostics.map { FormProblem($0, in: form.fields, draft: state.draft) }
    case let failure as ActionFailure where failure.kind.status < 500:
      state.status = failure.kind == .forbidden ? 403 : 422
      state.problems = [FormProblem(failure, in: form.fields)]
    default:
      let failure = ActionFailure(error)
      guard failure.kind.status < 500, !(error is RequestError) else { throw error }
      state.problems = [FormProblem(failure, in: form.fields)]
    }
  }
}
