import Glibc

/// Starts a thread that nobody waits for.
///
/// - Returns: false where the system has none left.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  let body = Unmanaged.passRetained(ThreadBody(body))
  var thread = pthread_t()
  let code = pthread_create(
    &thread, nil,
    { body in
      body.map { Unmanaged<ThreadBody>.fromOpaque($0).takeRetainedValue().run() }
      return nil
    }, body.toOpaque())
  if code == 0 { pthread_detach(thread) } else { body.release() }
  return code == 0
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
