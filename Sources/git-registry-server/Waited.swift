import Git

/// A value that a thread waits for.
final class Waited<Value: Sendable>: Sendable {
  private let value = Guarded<Value?>(nil)

  func set(_ new: Value) { value.change { $0 = new } }

  func wait() -> Value { value.wait { $0 } }
}
