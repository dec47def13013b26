import Access
import Actions
import Blobs
import CommitQueue
import Endpoints

extension ServedRepository {
  /// Lands actions as one commit; what the rules refuse is an error.
  func commit(
    _ actions: [any Action], by principal: Principal, content: [ReceivedContent] = []
  ) async throws -> CommitOutcome {
    let landed = try await land(actions, by: principal, content: content)
    if case .refused(let report) = landed.outcome { throw MLflowError(report) }
    return landed
  }
}
