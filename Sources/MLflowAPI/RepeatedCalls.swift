import Access
import Endpoints
import Files
import Manifests
import RunStore
import Synchronization

/// Tells a call that a client sends again, because the answer was lost on the way, from one that only looks like it: two processes
/// that start a run in the same millisecond send the same bytes.
///
/// An answer that was delivered is forgotten. One that was not, or that nobody knows of since the server ended, is remembered for ten
/// minutes. Who asks the same while the first is under way waits until that is known.
final class RepeatedCalls: Sendable {
  private let store: any RunStore
  private let now: @Sendable () -> Int64
  /// The calls under way, with those that wait.
  private let waiting = Mutex<[RequestKey: [CheckedContinuation<Void, Never>]]>([:])

  init(_ store: any RunStore, now: @escaping @Sendable () -> Int64) {
    self.store = store
    self.now = now
  }

  /// - Returns: by what the answer is to be remembered, and what the answer has to be sent with.
  func begin(_ call: MLflowCall) async -> (RequestKey, Delivery) {
    let key = call.requestKey
    while !isFirst(key) {
      await withCheckedContinuation { continuation in
        let isOver = waiting.withLock { waiting in
          guard waiting[key] != nil else { return true }
          waiting[key]?.append(continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    }
    let registry = call.registry
    let delivery = Delivery { [self] isDelivered in
      Task {
        if isDelivered { try? await store.forget(key, in: registry) }
        end(key)
      }
    }
    return (key, delivery)
  }

  private func isFirst(_ key: RequestKey) -> Bool {
    waiting.withLock { waiting in
      guard waiting[key] == nil else { return false }
      waiting[key] = []
      return true
    }
  }

  private func end(_ key: RequestKey) {
    for continuation in waiting.withLock({ $0.removeValue(forKey: key) }) ?? [] { continuation.resume() }
  }
}

extension MLflowCall {
  /// Who calls what with which bytes.
  fileprivate var requestKey: RequestKey {
    var hash = ContentHash()
    Array("\(path)\n".utf8).withUnsafeBytes { hash.update($0) }
    body.withUnsafeBytes { hash.update($0) }
    return RequestKey(principal: principal.claim ?? "", digest: hash.digest.hex)
  }
}
