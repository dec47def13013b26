import Access
import Endpoints
import Files
import Manifests
import RunStore
import Synchronization

/// Tells a call that a client sends again, because the answer was lost on the way, from one that only looks like it: two processes
/// that start a run in the same millisecond send the same bytes.
///
/// An answer that was delivered is forgotten: at once for who asks again, and in the store with others, a moment later. One that was not, or that nobody knows of since the server ended, is remembered for ten
/// minutes. Who asks the same while the first is under way waits until that is known.
final class RepeatedCalls: Sendable {
  private let store: any RunStore
  private let now: @Sendable () -> Int64
  /// The calls under way, with those that wait.
  private let waiting = Mutex<[RequestKey: [CheckedContinuation<Void, Never>]]>([:])
  /// The calls whose answers have arrived and are still in the store.
  private let delivered = Mutex(Delivered())

  private struct Delivered {
    var registries: [RequestKey: String] = [:]
    /// True if they are to be forgotten in a moment.
    var isWaiting = false
  }

  init(_ store: any RunStore, now: @escaping @Sendable () -> Int64) {
    self.store = store
    self.now = now
  }

  /// - Throws: where what was delivered to an equal call before cannot be forgotten.
  /// - Returns: by what the answer is to be remembered, and what the answer has to be sent with.
  func begin(_ call: MLflowCall) async throws -> (RequestKey, Delivery) {
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
    if let registry = delivered.withLock({ $0.registries[key] }) {
      do { try await store.forget([(key, registry)]) } catch {
        end(key)
        throw error
      }
      delivered.withLock { $0.registries[key] = nil }
    }
    let registry = call.registry
    let delivery = Delivery { [self] isDelivered in
      if isDelivered { note(key, registry) }
      end(key)
    }
    return (key, delivery)
  }

  /// How long what has arrived may wait to be forgotten with others, in milliseconds.
  private static let patience = 500

  private func note(_ key: RequestKey, _ registry: String) {
    let isFirst = delivered.withLock { delivered in
      delivered.registries[key] = registry
      defer { delivered.isWaiting = true }
      return !delivered.isWaiting
    }
    guard isFirst else { return }
    Task { [self] in
      // A sleep that is cancelled ends early, and what is forgotten early is forgotten.
      try? await Task.sleep(for: .milliseconds(Self.patience))
      await forgetDelivered()
    }
  }

  /// What cannot be forgotten now is when somebody asks the same, and by itself after ten minutes.
  private func forgetDelivered() async {
    let known = delivered.withLock { delivered in
      delivered.isWaiting = false
      return delivered.registries
    }
    // Who asks the same meanwhile waits; who does so already has taken it upon himself.
    let keys = known.filter { isFirst($0.key) }
    defer { keys.keys.forEach(end) }
    guard (try? await store.forget(keys.map { (request: $0.key, registry: $0.value) })) != nil else { return }
    delivered.withLock { delivered in keys.keys.forEach { delivered.registries[$0] = nil } }
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
