import Synchronization

/// Whether an answer reached the network: told once, at the latest when nobody has the answer any more.
package final class Delivery: Sendable {
  private let tell: @Sendable (Bool) -> Void
  private let isTold = Atomic(false)

  package init(_ tell: @escaping @Sendable (_ isDelivered: Bool) -> Void) { self.tell = tell }

  /// All of it was written.
  package func succeed() { report(true) }

  private func report(_ isDelivered: Bool) {
    guard isTold.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged else { return }
    tell(isDelivered)
  }

  deinit { report(false) }
}
