import Access
import Actions
import CommitQueue
import Endpoints

extension ServedRepository {
  /// Lands actions as one commit; what the rules refuse is an error.
  func commit(_ actions: [any Action], by principal: Principal) async throws -> CommitOutcome {
    let landed = try await land(actions, by: principal)
    if case .refused(let report) = landed.outcome { throw MLflowError(report) }
    return landed
  }
}
