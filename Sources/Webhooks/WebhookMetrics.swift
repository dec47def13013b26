import Synchronization

/// What was sent to receivers since the server started.
package final class WebhookMetrics: Sendable {
  private let deliveries = Atomic(0)
  private let failures = Atomic(0)

  package init() {}

  func countDelivery() { deliveries.add(1, ordering: .relaxed) }
  func countFailure() { failures.add(1, ordering: .relaxed) }

  /// Messages that were taken.
  package var delivered: Int { deliveries.load(ordering: .relaxed) }
  /// Attempts that failed.
  package var failed: Int { failures.load(ordering: .relaxed) }
}
